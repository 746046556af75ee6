// Measures what each rule of some files costs on the files of a folder.

import type { CompiledRule } from "../analyzers/pattern/engine/compile-rule.ts";
import { runRule } from "../analyzers/pattern/engine/run-rule.ts";
import { mayMatch } from "../analyzers/pattern/text/words.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import { languages } from "../languages/registry.generated.ts";
import { listWorkTreeFiles } from "../repository/work-tree-files.ts";
import { discoverFiles } from "../source/discover-files.ts";
import { readRuleFiles } from "../source/read-rule-files.ts";
import { readSource } from "../source/read-source.ts";
import { type RuleFileProblem, compileRuleFiles, createEngine, runsOn, targetOf } from "./compile-rule-files.ts";
import { parsers } from "./parsers.ts";

export interface BenchRequest {
  readonly cwd: string;
  readonly rulePaths: readonly string[];
  readonly targets: string;
  /** CPU time of this process so far, in microseconds. */
  readonly cpuMicroseconds: () => number;
}

/** What one rule cost. */
export interface RuleCost {
  readonly ruleId: string;
  readonly path: string;
  readonly cpuMs: number;
  readonly matchCount: number;
  /** Files of the rule's languages. */
  readonly fileCount: number;
  /** Of these, the files whose words leave room for a match: on the others it costs nearly nothing. */
  readonly enteredCount: number;
  /** The file that cost most, and what it cost. */
  readonly slowestFile: string | undefined;
  readonly slowestMs: number;
}

export interface BenchReport {
  /** Dearest first. */
  readonly rules: readonly RuleCost[];
  readonly fileCount: number;
  /** Parsing and preparing, which all rules share. */
  readonly preparationMs: number;
  readonly problems: readonly RuleFileProblem[];
}

const maxFileSizeBytes = 1024 * 1024;

type OpenCost = { -readonly [Key in keyof RuleCost]: RuleCost[Key] };

/** Runs every rule on every file of its languages, one after the other. Throws `path-missing`. */
export async function benchRules(request: BenchRequest): Promise<BenchReport> {
  const { cwd, cpuMicroseconds } = request;
  const { rules, engine, problems } = await compileRuleFiles(readRuleFiles(request.rulePaths, cwd), parsers);
  const found = await discoverFiles({
    paths: [request.targets],
    workingDirectory: cwd,
    languages,
    maxFileSizeBytes,
    noIgnore: false,
    isExcluded: () => false,
    listWorkTree: listWorkTreeFiles,
  });
  const parsing = await createEngine([...new Set(found.files.map(({ language }) => language))], parsers);
  const costs = rules.map(({ compiled, file }): OpenCost => ({
    ruleId: compiled.rule.id, path: file.path, cpuMs: 0, matchCount: 0, fileCount: 0, enteredCount: 0, slowestFile: undefined, slowestMs: 0,
  }));
  let preparationMs = 0;
  let fileCount = 0;
  for (const { path, absolutePath, language } of found.files) {
    if (!rules.some((rule) => runsOn(rule, language))) continue;
    const source = readSource({ path, absolutePath, maxFileSizeBytes, includeGenerated: false });
    if ("reason" in source) continue;
    fileCount++;
    const before = cpuMicroseconds();
    const { target } = targetOf(source.text, path, language, parsing);
    preparationMs += (cpuMicroseconds() - before) / 1000;
    rules.forEach((rule, index) => {
      if (!runsOn(rule, language)) return;
      const started = cpuMicroseconds();
      const { matches } = runRule(rule.compiled, target, engine, runTaintRule);
      const spentMs = (cpuMicroseconds() - started) / 1000;
      addTo(costs[index]!, { path, spentMs, matchCount: matches.length, isEntered: isEntered(rule.compiled, target.words) });
    });
  }
  costs.sort((left, right) => right.cpuMs - left.cpuMs || (left.ruleId < right.ruleId ? -1 : 1));
  return { rules: costs, fileCount, preparationMs, problems };
}

function addTo(cost: OpenCost, run: { path: string; spentMs: number; matchCount: number; isEntered: boolean }): void {
  cost.fileCount++;
  cost.cpuMs += run.spentMs;
  cost.matchCount += run.matchCount;
  if (run.isEntered) cost.enteredCount++;
  if (cost.slowestFile === undefined || run.spentMs > cost.slowestMs) {
    cost.slowestFile = run.path;
    cost.slowestMs = run.spentMs;
  }
}

/** The prefilter's answer: a taint rule needs a source and a sink. */
function isEntered({ formula, taint }: CompiledRule, words: ReadonlySet<string>): boolean {
  if (formula !== undefined) return mayMatch(formula, words);
  if (taint === undefined) return false;
  return taint.sources.some((one) => mayMatch(one.formula, words)) && taint.sinks.some((one) => mayMatch(one.formula, words));
}
