// Turns findings about the project into findings of their files: lines, excerpt, identity, suppression.

import { type LaterSuppression, type SuppressionProblem, suppress } from "../findings/suppress.ts";
import type { Severity } from "../model/finding.ts";
import type { RuleMeta } from "../model/rule.ts";
import { indexLines } from "../source/line-index.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { OffsetFinding } from "../analyzers/quality/rule-runner.ts";
import type { LocatedFinding } from "./check-project.ts";
import { describeFindings } from "./describe-findings.ts";
import type { FileFinding } from "./file-analysis.ts";
import { toToolFinding } from "./tool-finding.ts";

export interface DescribeRequest {
  readonly path: string;
  readonly tree: SyntaxTree;
  /** All of this file. */
  readonly findings: readonly LocatedFinding[];
  /** Severity of the rules that are on for this file and have one of their own from the settings. */
  readonly severityOf: (ruleId: string) => Severity | undefined;
  readonly rules: ReadonlyMap<string, RuleMeta>;
  readonly today: string;
  /** Comments for rules that look at the whole project. */
  readonly later: readonly LaterSuppression[];
  /** Severities of the rules about comments that are on for this file. */
  readonly aboutComments: ReadonlyMap<string, Severity>;
}

/** Active and suppressed ones, and those about comments that these rules have no use for. */
export function describeProjectFindings({ path, tree, findings, severityOf, rules, today, later, aboutComments }: DescribeRequest): FileFinding[] {
  const lines = indexLines(tree.text);
  const located = findings.map((finding) => toOffsetFinding(finding, tree.text, severityOf, (line) => lineRange(tree.text, line)));
  const described = describeFindings({ path, tree, lines }, located);
  const { active, suppressed, problems } = suppress({
    text: tree.text,
    comments: tree.comments,
    lineOf: lines.lineOf,
    findings: described,
    rules,
    // What is unused of other rules is told where the file is analysed.
    activeRules: new Set(),
    today,
  });
  const voided = problems.filter(({ ruleId }) => ruleId === "assay/void-suppression");
  // A comment whose code has changed is void, not unused.
  const told = [...voided, ...findUnused(later, suppressed).filter((unused) => voided.every(({ start }) => start !== unused.start))];
  const about = told.flatMap((problem) => (aboutComments.has(problem.ruleId) ? [{ ...toToolFinding(problem), severity: aboutComments.get(problem.ruleId)! }] : []));
  return [...active, ...suppressed, ...describeFindings({ path, tree, lines }, about)];
}

function findUnused(later: readonly LaterSuppression[], suppressed: readonly FileFinding[]): SuppressionProblem[] {
  const used = new Set(suppressed.flatMap(({ ruleId, alsoFoundBy, suppression }) => [ruleId, ...alsoFoundBy].map((id) => `${suppression?.line} ${id}`)));
  return later
    .filter(({ line, ruleId }) => !used.has(`${line} ${ruleId}`))
    .map(({ ruleId, start, end }) => ({ ruleId: "assay/unused-suppression", message: `\`${ruleId}\` finds nothing here to suppress.`, start, end }));
}

function toOffsetFinding({ rule, at, message, confidence, remediationMinutes, related }: LocatedFinding, text: string, severityOf: DescribeRequest["severityOf"], rangeOfLine: (line: number) => { start: number; end: number }): OffsetFinding {
  const { meta } = rule;
  const range = at === "file" ? firstLine(text) : "line" in at ? rangeOfLine(at.line) : { start: Math.min(at.start, text.length), end: Math.min(at.end, text.length) };
  return {
    ruleId: meta.id,
    category: meta.category,
    severity: severityOf(meta.id) ?? meta.severity,
    confidence: confidence ?? meta.confidence,
    cwe: meta.cwe,
    message,
    ...range,
    trace: [],
    ...(related === undefined ? {} : { related }),
    remediationMinutes: remediationMinutes ?? meta.remediationMinutes,
  };
}

/** The first line that holds anything. */
function firstLine(text: string): { start: number; end: number } {
  const found = /[^\s\uFEFF][^\r\n]*/.exec(text);
  return found === null ? { start: 0, end: text.length } : { start: found.index, end: found.index + found[0].length };
}

function lineRange(text: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let at = 1; at < line; at++) start = text.indexOf("\n", start) + 1;
  const rest = firstLine(text.slice(start));
  return { start: start + rest.start, end: start + rest.end };
}
