// Checks rule files without running them.

import { oversightsOf } from "../analyzers/pattern/rules/oversights.ts";
import { readRuleFiles } from "../source/read-rule-files.ts";
import { type RuleFileProblem, compileRuleFiles } from "./compile-rule-files.ts";
import { parsers } from "./parsers.ts";

export interface RuleValidation {
  readonly fileCount: number;
  /** Rules that load and can run here. */
  readonly ruleCount: number;
  /** Sorted by file and place. */
  readonly problems: readonly RuleFileProblem[];
  /** What a rule that loads says without effect, sorted likewise. */
  readonly hints: readonly RuleFileProblem[];
}

/** Loads and compiles every rule below the paths. Throws `path-missing` for a path that does not exist. */
export async function validateRuleFiles(paths: readonly string[], cwd: string): Promise<RuleValidation> {
  const files = readRuleFiles(paths, cwd);
  const { rules, problems, idle } = await compileRuleFiles(files, parsers);
  const loaded = [...rules.map(({ file, compiled }) => ({ path: file.path, rule: compiled.rule })), ...idle];
  const hints = loaded.flatMap(({ path, rule }) => oversightsOf(rule).map((hint) => ({ path, ...hint, ruleId: rule.id })));
  return { fileCount: files.length, ruleCount: rules.length, problems: problems.toSorted(byPlace), hints: hints.toSorted(byPlace) };
}

function byPlace(left: RuleFileProblem, right: RuleFileProblem): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
