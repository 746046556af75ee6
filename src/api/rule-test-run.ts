// What the tests of rules share: the report, and running the rules of some files on one target.

import { basename } from "node:path";
import { type RuleMatch, runRule } from "../analyzers/pattern/engine/run-rule.ts";
import type { Disagreement } from "../analyzers/rule-tools/compare-expectations.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import { languages } from "../languages/registry.generated.ts";
import { createLanguageFinder } from "../source/languages-by-name.ts";
import { readSource } from "../source/read-source.ts";
import { type CompiledRuleFiles, type RuleFileProblem, createEngine, runsOn, targetOf } from "./compile-rule-files.ts";
import type { Parsers } from "./parsers.ts";

/** One thing that is not as the test files say. */
export interface RuleTestFailure {
  readonly path: string;
  /** 1-based; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly kind: Disagreement["kind"] | "fix" | "parse" | "unreadable";
  readonly ruleId: string | undefined;
  readonly message: string;
}

export interface RuleTestReport {
  readonly failures: readonly RuleTestFailure[];
  /** Rules that do not load. */
  readonly problems: readonly RuleFileProblem[];
  readonly targetCount: number;
  readonly heldCount: number;
  readonly fixedCount: number;
  /** Rule files without a test, relative to the working directory. */
  readonly untested: readonly string[];
  readonly notes: readonly string[];
}

/** A larger target is not read. */
export const largestTargetBytes = 64 * 1024 * 1024;
/** Answers the language of a file by its name. */
export const languageFinder = createLanguageFinder(languages);

/** The report while it is filled. */
export type OpenReport = { -readonly [Key in keyof RuleTestReport]: RuleTestReport[Key] extends readonly (infer Item)[] ? Item[] : RuleTestReport[Key] };

/** What all tests of one run share. */
export interface TestRun {
  readonly compile: (file: string) => Promise<CompiledRuleFiles>;
  readonly parsers: Parsers;
  readonly report: OpenReport;
  readonly shown: (file: string) => string;
}

export interface RuleRunOutcome {
  readonly matches: readonly RuleMatch[];
  readonly ruleIds: ReadonlySet<string>;
  readonly hasProblems: boolean;
}

/** Runs all rules of the files that are for the target's language. `paths:` does not count in a test. */
export async function runRulesOn(ruleFiles: readonly string[], target: string, text: string, run: TestRun): Promise<RuleRunOutcome> {
  const language = languageFinder.byName(basename(target)) ?? languageFinder.byFirstLine(text.split("\n", 1)[0]!);
  const own = await createEngine(language === undefined ? [] : [language], run.parsers);
  const seen = targetOf(text, target, language, own);
  const ruleIds = new Set<string>();
  const matches: RuleMatch[] = [];
  for (const file of ruleFiles) {
    const { rules, engine, problems, idle } = await run.compile(file);
    for (const id of [...problems.map(({ ruleId }) => ruleId), ...idle.map(({ rule }) => rule.id)]) if (id !== undefined) ruleIds.add(id);
    for (const rule of rules) {
      ruleIds.add(rule.compiled.rule.id);
      if (runsOn(rule, language)) matches.push(...runRule(rule.compiled, seen.target, engine, runTaintRule).matches);
    }
  }
  return { matches, ruleIds, hasProblems: seen.hasProblems };
}

export function readTarget(file: string, path: string, report: { failures: RuleTestFailure[] }): string | undefined {
  const source = readSource({ path, absolutePath: file, maxFileSizeBytes: largestTargetBytes, includeGenerated: true });
  if (!("reason" in source)) return source.text;
  report.failures.push({ path, line: 0, kind: "unreadable", ruleId: undefined, message: `it cannot be read: ${source.reason}, ${source.detail}` });
  return undefined;
}
