// Runs all rules of one rule file on one target, as `rules check` asks for it.

import { dialectOf } from "../dialects/registry.ts";
import { type MatchFile, prepareFile } from "../match/match-file.ts";
import { wordsIn } from "../text/words.ts";
import { loadRules } from "../rules/load.ts";
import { canonicalLanguage } from "../rules/rule-languages.ts";
import { isForReferenceVersion } from "../rules/version.ts";
import { arePathsFor } from "../rules/rule-paths.ts";
import { compileForLanguages, languagesOf } from "./compile-for-languages.ts";
import { type CompiledRule, isProblem } from "./compile-rule.ts";
import type { PatternEngine } from "./engine.ts";
import { type RuleMatch, type RunTaint, runRule } from "./run-rule.ts";

/** What to check. `relativePath` counts from the target's git root, with forward slashes. */
export interface CheckRequest {
  readonly config: string;
  readonly text: string;
  readonly relativePath: string;
  readonly language: string;
}

/** The findings, or why a rule could not run. */
export interface CheckResult {
  readonly matches: readonly RuleMatch[];
  readonly error: string | undefined;
}

/** Loads, compiles and runs the rules. Never throws on bad rules or code. */
export function checkFile(request: CheckRequest, engine: PatternEngine, runTaint: RunTaint): CheckResult {
  const language = canonicalLanguage(request.language) ?? request.language;
  const loaded = loadRules(request.config);
  const errors = loaded.problems.map((problem) => `${problem.line}:${problem.column}: ${problem.message}`);
  const compiled: CompiledRule[] = [];
  for (const rule of loaded.rules) {
    if (!isForReferenceVersion(rule.minVersion, rule.maxVersion)) {
      errors.push(`${rule.position.line}:${rule.position.column}: The rule \`${rule.id}\` is for another version.`);
      continue;
    }
    const ids = languagesOf(rule);
    const runsHere = ids.includes(language) || (language === "typescript" && ids.includes("javascript")) || ids.includes("regex") || ids.includes("generic");
    if (rule.ignoredKeys.includes("r2c-internal-project-depends-on")) continue;
    const result = compileForLanguages(rule, engine);
    if (result === undefined) continue;
    if (isProblem(result)) errors.push(`${result.line}:${result.column}: ${result.message}`);
    else if (runsHere && arePathsFor(rule.paths, request.relativePath)) compiled.push(result);
  }
  const target = { text: request.text, words: wordsIn(request.text), code: codeOf(request, language, engine) };
  const shown = compiled.filter(({ rule }) => rule.severity !== "INVENTORY" && rule.severity !== "EXPERIMENT");
  const matches = shown.flatMap((rule) => runRule(rule, target, engine, runTaint).matches);
  return { matches, error: errors.length === 0 ? undefined : errors.join("\n") };
}

function codeOf(request: CheckRequest, language: string, engine: PatternEngine): MatchFile | undefined {
  const dialect = dialectOf(language);
  const parse = engine.parserOf(language);
  if (dialect === undefined || parse === undefined) return undefined;
  return prepareFile(parse(request.text, request.relativePath), dialect);
}
