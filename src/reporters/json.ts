// The report as JSON for programs; its shape is promised by schemas/report.schema.json.

import type { Finding, Fix, Region, Suppression, TraceStep } from "../model/finding.ts";
import type { GateResult } from "../model/gate.ts";
import type { BaselineReport, LedgerEntry, Report, Score } from "../model/report.ts";
import type { DocumentedRule } from "../model/rule.ts";
import { publishableRemote } from "./remote-address.ts";
import type { Reporter } from "./reporter.ts";

/** Every record is written out field by field, so that keys keep this order and a new field is a decision. What is undefined is left out. */
export const jsonReporter: Reporter = {
  id: "json",
  title: "JSON with a published schema, for programs",
  fileExtension: "json",
  render: (report) => [...renderInParts(report)].join(""),
  renderInParts,
};

/** What `JSON.stringify` with two blanks makes of the document; of its lists a few elements are a part. */
function* renderInParts(report: Report): Iterable<string> {
  let before = "{\n";
  for (const [key, value] of Object.entries(toDocument(report))) {
    if (value === undefined) continue;
    yield `${before}  ${JSON.stringify(key)}: `;
    if (isList(value)) yield* renderList(value);
    else yield JSON.stringify([value], null, 2).slice("[\n  ".length, -"\n]".length);
    before = ",\n";
  }
  yield "\n}\n";
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function* renderList(items: Iterable<unknown>): Iterable<string> {
  let before = "[";
  for (const group of inGroups(items)) {
    // The lists around them give them the indentation that they have in the document.
    yield `${before}\n    ${JSON.stringify([group], null, 2).slice("[\n  [\n    ".length, -"\n  ]\n]".length)}`;
    before = ",";
  }
  yield before === "[" ? "[]" : "\n  ]";
}

const groupSize = 64;

function* inGroups(items: Iterable<unknown>): Iterable<unknown[]> {
  let group: unknown[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < groupSize) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** The records of a list, each made when it is written. */
function* each<Item>(items: readonly Item[], toRecord: (item: Item) => object): Iterable<object> {
  for (const item of items) yield toRecord(item);
}

function toDocument(report: Report): Record<string, unknown> {
  return {
    schemaVersion: report.schemaVersion,
    toolVersion: report.toolVersion,
    repository: toRepository(report),
    complete: report.isComplete,
    incompleteReasons: report.incompleteReasons,
    summary: toSummary(report),
    score: toScore(report.score),
    findings: each(report.findings, toFinding),
    suppressed: each(report.suppressed, toFinding),
    baseline: report.baseline && toBaseline(report.baseline),
    gate: report.gate && toGate(report.gate),
    files: report.files.map(({ path, language, codeLines, totalLines, hasParseProblem }) => ({
      path,
      language,
      codeLines,
      totalLines,
      hasParseProblem,
    })),
    skipped: report.skipped.map(({ path, reason, detail }) => ({ path, reason, detail })),
    notices: report.notices.map(({ level, code, message, path, line }) => ({
      level,
      code,
      message,
      path,
      line,
    })),
    rules: report.rules.map(toRule),
  };
}

function toRepository({ repository }: Report): object | undefined {
  if (repository === undefined) return undefined;
  return {
    commit: repository.commit,
    branch: repository.branch,
    remote: publishableRemote(repository.remote),
  };
}

function toSummary(report: Report): object {
  const count = (severity: Finding["severity"]): number =>
    report.findings.filter((finding) => finding.severity === severity).length;
  return {
    filesScanned: report.files.length,
    filesSkipped: report.skipped.length,
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    suppressed: report.suppressed.length,
  };
}

function toScore(score: Score): object {
  const { security, reliability, maintainability } = score.ratings;
  return {
    millipoints: score.millipoints,
    rating: score.rating,
    ratings: { security, reliability, maintainability },
    debtMinutes: score.debtMinutes,
    codeLines: score.codeLines,
    ledger: score.ledger.map(({ category, cause, millipoints }) => ({ category, cause: toCause(cause), millipoints })),
    next: score.next && { rating: score.next.rating, fingerprints: score.next.fingerprints, millipoints: score.next.millipoints },
    suggestions: score.suggestions?.map(({ text, ruleId, fingerprint, path, line, millipoints, minutes }) => ({ text, ruleId, fingerprint, path, line, millipoints, minutes })),
  };
}

function toCause(cause: LedgerEntry["cause"]): object {
  if (cause.type === "metric") {
    return { type: cause.type, metric: cause.metric, path: cause.path, detail: cause.detail };
  }
  const { type, ruleId, fingerprint, path, line } = cause;
  return { type, ruleId, fingerprint, path, line };
}

function toFinding(finding: Finding): object {
  return {
    ruleId: finding.ruleId,
    category: finding.category,
    severity: finding.severity,
    confidence: finding.confidence,
    cwe: finding.cwe,
    message: finding.message,
    path: finding.path,
    language: finding.language,
    region: toRegion(finding.region),
    excerpt: { firstLine: finding.excerpt.firstLine, lines: finding.excerpt.lines },
    trace: finding.trace.map(toTraceStep),
    related: finding.related?.map(({ path, startLine, endLine, note }) => ({ path, startLine, endLine, note })),
    fix: finding.fix && toFix(finding.fix),
    suggestion: finding.suggestion,
    alsoFoundBy: finding.alsoFoundBy,
    remediationMinutes: finding.remediationMinutes,
    fingerprint: finding.fingerprint,
    lineHash: finding.lineHash,
    suppression: finding.suppression && toSuppression(finding.suppression),
  };
}

function toBaseline({ type, reference, commit, known, goneCount }: BaselineReport): object {
  return { type, reference, commit, known: known.map(toFinding), goneCount };
}

function toGate({ status, reason, answers, steps }: GateResult): object {
  return {
    status,
    reason,
    conditions: answers.map((answer) => ({
      status: answer.status,
      metricKey: answer.metricKey,
      filter: answer.filter,
      comparator: answer.comparator,
      errorThreshold: answer.errorThreshold,
      actualValue: answer.actualValue,
      text: answer.text,
      unknown: answer.unknown,
    })),
    steps: steps.map(({ text, fingerprint, path, line }) => ({ text, fingerprint, path, line })),
  };
}

function toRegion({ start, end, startLine, startColumn, endLine, endColumn }: Region): object {
  return { start, end, startLine, startColumn, endLine, endColumn };
}

function toTraceStep({ kind, path, region, note, line }: TraceStep): object {
  return { kind, path, region: toRegion(region), note, line };
}

function toFix({ description, safety, edits }: Fix): object {
  return {
    description,
    safety,
    edits: edits.map(({ region, replacement }) => ({ region: toRegion(region), replacement })),
  };
}

function toSuppression({ kind, justification, line, tool, owner, until, code }: Suppression): object {
  return { kind, justification, line, tool, owner, until, code };
}

function toRule(rule: DocumentedRule): object {
  const { precision } = rule;
  return {
    id: rule.id,
    title: rule.title,
    description: rule.description,
    languages: rule.languages,
    category: rule.category,
    severity: rule.severity,
    confidence: rule.confidence,
    cwe: rule.cwe,
    securitySeverity: rule.securitySeverity,
    remediationMinutes: rule.remediationMinutes,
    fixSafety: rule.fixSafety,
    precision: precision && { sampled: precision.sampled, true: precision.true, on: precision.on },
  };
}
