// Turns a report into what the page shows: order kept, code rows and diffs worked out, losses summed by cause.

import type { Finding } from "../../model/finding.ts";
import type { Report, Score } from "../../model/report.ts";
import type { DocumentedRule } from "../../model/rule.ts";
import { publishableRemote } from "../remote-address.ts";
import { diffFix } from "../text/fix-diff.ts";
import { collectRows } from "../text/path-rows.ts";
import type { PageData, PageFinding, PageGap, PageLine, PageLoss, PageRule, PageScore, PageState } from "./page-data.ts";

/** More findings make a file that no browser opens gladly; what is beyond is counted. */
const mostFindings = 30_000;
const mostSkipped = 5_000;
const mostRows = { steps: 200, regionLines: 30 } as const;

export function toPageData(report: Report): PageData {
  const { baseline, gate, trends } = report;
  const all = [...report.findings.map(stated(baseline === undefined ? "open" : "new")), ...(baseline?.known ?? []).map(stated("known")), ...report.suppressed.map(stated("suppressed"))];
  const ruleIndexes = new Map(report.rules.map(({ id }, index) => [id, index]));
  const { commit, branch, remote } = report.repository ?? {};
  const address = publishableRemote(remote);
  return {
    tool: report.toolVersion,
    repository: { ...(commit === undefined ? {} : { commit }), ...(branch === undefined ? {} : { branch }), ...(address === undefined ? {} : { remote: address }) },
    isComplete: report.isComplete,
    incompleteReasons: report.incompleteReasons,
    score: toScore(report.score),
    files: report.files.map(({ path, codeLines }) => ({ path, codeLines })),
    rules: report.rules.map(toRule),
    findings: all.slice(0, mostFindings).map(({ finding, state }) => toFinding(finding, state, ruleIndexes.get(finding.ruleId)!)),
    leftOut: Math.max(0, all.length - mostFindings),
    skipped: report.skipped.slice(0, mostSkipped),
    notices: report.notices,
    ...(baseline === undefined ? {} : { baseline: { type: baseline.type, reference: baseline.reference, goneCount: baseline.goneCount, knownCount: baseline.known.length, ...(baseline.commit === undefined ? {} : { commit: baseline.commit }) } }),
    ...(gate === undefined ? {} : { gate }),
    ...(trends === undefined ? {} : { trends }),
  };
}

function stated(state: PageState): (finding: Finding) => { readonly finding: Finding; readonly state: PageState } {
  return (finding) => ({ finding, state });
}

function toRule({ id, title, description, category, cwe, precision }: DocumentedRule): PageRule {
  const share = precision === undefined || precision.sampled === 0 ? {} : { precision: `${precision.true} of ${precision.sampled} findings that were read are true` };
  return { id, title, description, category, cwe, ...share };
}

function toFinding(finding: Finding, state: PageState, rule: number): PageFinding {
  const { fix, suggestion, suppression, region } = finding;
  return {
    id: finding.fingerprint,
    rule,
    severity: finding.severity,
    confidence: finding.confidence,
    state,
    message: finding.message,
    path: finding.path,
    line: region.startLine,
    column: region.startColumn,
    rows: toRows(finding),
    related: (finding.related ?? []).map(({ path, startLine, note }) => ({ path, line: startLine, note })),
    ...(fix === undefined ? {} : { fix: { description: fix.description, safety: fix.safety, diff: diffFix(finding, fix).map(({ sign, line, text }) => ({ sign, text, ...(line === undefined ? {} : { line }) })) } }),
    ...(suggestion === undefined ? {} : { suggestion }),
    also: finding.alsoFoundBy,
    minutes: finding.remediationMinutes,
    ...(suppression === undefined ? {} : { suppression: { justification: suppression.justification, ...(suppression.owner === undefined ? {} : { owner: suppression.owner }), ...(suppression.until === undefined ? {} : { until: suppression.until }) } }),
  };
}

/** The data's path, or the finding's own lines with those around them. */
function toRows(finding: Finding): (PageLine | PageGap)[] {
  const rows = collectRows(finding, mostRows).map((row): PageLine | PageGap => {
    if (row.type === "gap") return { gap: row.text };
    const { path, line, text, mark, notes, isPrimary } = row;
    return { path, line, text, from: mark.start, to: Math.min(mark.end, text.length), notes, kind: isPrimary && finding.trace.length === 0 ? "sink" : row.kind };
  });
  return finding.trace.length > 0 ? rows : withContext(rows, finding);
}

function withContext(rows: readonly (PageLine | PageGap)[], { excerpt, path }: Finding): (PageLine | PageGap)[] {
  const lines = rows.flatMap((row) => ("gap" in row ? [] : [row.line]));
  const [first, last] = [Math.min(...lines), Math.max(...lines)];
  const context = (line: number, text: string): PageLine => ({ path, line, text, from: 0, to: 0, notes: [], kind: "context" });
  const around = excerpt.lines.map((text, index) => context(excerpt.firstLine + index, text));
  const isCut = rows.some((row) => "gap" in row);
  return [...around.filter(({ line }) => line < first), ...rows, ...(isCut ? [] : around.filter(({ line }) => line > last))];
}

function toScore(score: Score): PageScore {
  const { security, reliability, maintainability } = score.ratings;
  return {
    millipoints: score.millipoints,
    rating: score.rating,
    ratings: { security, reliability, maintainability },
    debtMinutes: score.debtMinutes,
    codeLines: score.codeLines,
    losses: toLosses(score.ledger),
    ...(score.next === undefined ? {} : { next: { rating: score.next.rating, ids: score.next.fingerprints, millipoints: score.next.millipoints } }),
    suggestions: (score.suggestions ?? []).map(({ text, fingerprint, path, line, millipoints, minutes }) => ({ text, id: fingerprint, place: `${path}:${line}`, millipoints, minutes })),
  };
}

/** Entries of one category and rule or metric are one loss. */
function toLosses(ledger: Score["ledger"]): PageLoss[] {
  const losses = new Map<string, { category: string; cause: string; count: number; millipoints: number }>();
  for (const { category, cause, millipoints } of ledger) {
    const name = cause.type === "finding" ? cause.ruleId : cause.metric;
    const key = `${category} ${name}`;
    const loss = losses.get(key) ?? { category, cause: name, count: 0, millipoints: 0 };
    losses.set(key, { ...loss, count: loss.count + 1, millipoints: loss.millipoints + millipoints });
  }
  return [...losses.values()].sort((left, right) => right.millipoints - left.millipoints || (left.cause < right.cause ? -1 : 1));
}
