// Checks rule files without running them.

import { readRuleFiles } from "../source/read-rule-files.ts";
import { type RuleFileProblem, compileRuleFiles } from "./compile-rule-files.ts";
import { parsers } from "./parsers.ts";

export interface RuleValidation {
  readonly fileCount: number;
  /** Rules that load and can run here. */
  readonly ruleCount: number;
  /** Sorted by file and place. */
  readonly problems: readonly RuleFileProblem[];
}

/** Loads and compiles every rule below the paths. Throws `path-missing` for a path that does not exist. */
export async function validateRuleFiles(paths: readonly string[], cwd: string): Promise<RuleValidation> {
  const files = readRuleFiles(paths, cwd);
  const { rules, problems } = await compileRuleFiles(files, parsers);
  const sorted = [...problems].sort((left, right) =>
    left.path === right.path ? left.line - right.line || left.column - right.column : left.path < right.path ? -1 : 1,
  );
  return { fileCount: files.length, ruleCount: rules.length, problems: sorted };
}
