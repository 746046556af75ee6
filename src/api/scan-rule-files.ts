// Rules in Semgrep's syntax that a scan was given: loaded once, for the report and for all threads.

import { hashContent } from "../cache/result-cache.ts";
import { AssayError } from "../model/errors.ts";
import type { Notice } from "../model/report.ts";
import type { DocumentedRule } from "../model/rule.ts";
import type { RuleFile } from "../source/read-rule-files.ts";
import type { AnalysisSetup } from "./analyst.ts";

export interface ScanRuleFiles {
  readonly described: readonly DocumentedRule[];
  /** Rules that were left out. */
  readonly notices: readonly Notice[];
  readonly patternRules: AnalysisSetup["patternRules"];
}

export const noRuleFiles: ScanRuleFiles = { described: [], notices: [], patternRules: undefined };

/** Throws `config-invalid` where there are files and none of their rules can run here. */
export async function loadRuleFiles(files: readonly RuleFile[]): Promise<ScanRuleFiles> {
  if (files.length === 0) return noRuleFiles;
  const { checkPatternRules } = await import("./pattern-rules.ts");
  const { parsers } = await import("./parsers.ts");
  const { described, problems, checked } = await checkPatternRules(files, parsers);
  const [first] = problems;
  if (described.length === 0) {
    throw new AssayError({
      code: "config-invalid",
      message: first === undefined ? "The rule files hold no rule that can run here." : `${first.path}:${first.line}:${first.column}: ${first.message}`,
      nextStep: "`assay rules validate PATH` lists every problem with its place.",
    });
  }
  const notices = problems.map(
    ({ path, line, message }): Notice => ({ level: "error", code: "rule-invalid", message: `A rule was left out: ${message}`, path, line }),
  );
  return { described, notices, patternRules: { ...checked, key: hashContent(Buffer.from(JSON.stringify(files))) } };
}
