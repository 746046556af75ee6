// The report as JSON for programs; its shape is promised by schemas/report.schema.json.

import type { Finding, Fix, Region, Suppression, TraceStep } from "../model/finding.ts";
import type { GateResult } from "../model/gate.ts";
import type { BaselineReport, LedgerEntry, Report, Score } from "../model/report.ts";
import type { DocumentedRule } from "../model/rule.ts";
import { publishableRemote } from "./remote-address.ts";
import type { Reporter } from "./reporter.ts";

/** Every record is written out field by field, so that keys keep this order and a new field is a decision. */
export const jsonReporter: Reporter = {
  id: "json",
  title: "JSON with a published schema, for programs",
  fileExtension: "json",
  render: (report) => `${JSON.stringify(toDocument(report), null, 2)}\n`,
};

function toDocument(report: Report): object {
  return {
    schemaVersion: report.schemaVersion,
    toolVersion: report.toolVersion,
    ...optional("repository", toRepository(report)),
    complete: report.isComplete,
    incompleteReasons: report.incompleteReasons,
    summary: toSummary(report),
    score: toScore(report.score),
    findings: report.findings.map(toFinding),
    suppressed: report.suppressed.map(toFinding),
    ...optional("baseline", report.baseline && toBaseline(report.baseline)),
    ...optional("gate", report.gate && toGate(report.gate)),
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
      ...optional("path", path),
      ...optional("line", line),
    })),
    rules: report.rules.map(toRule),
  };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [key in Key]?: Value } {
  // The assertion: a record with one computed key is typed by TypeScript as an index signature.
  return value === undefined ? {} : ({ [key]: value } as { [key in Key]?: Value });
}

function toRepository({ repository }: Report): object | undefined {
  if (repository === undefined) return undefined;
  return {
    ...optional("commit", repository.commit),
    ...optional("branch", repository.branch),
    ...optional("remote", publishableRemote(repository.remote)),
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
    ...optional(
      "next",
      score.next && {
        rating: score.next.rating,
        fingerprints: score.next.fingerprints,
        millipoints: score.next.millipoints,
      },
    ),
    ...optional("suggestions", score.suggestions?.map(({ text, ruleId, fingerprint, path, line, millipoints, minutes }) => ({ text, ruleId, fingerprint, path, line, millipoints, minutes }))),
  };
}

function toCause(cause: LedgerEntry["cause"]): object {
  if (cause.type === "metric") {
    return { type: cause.type, metric: cause.metric, ...optional("path", cause.path), detail: cause.detail };
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
    ...optional("related", finding.related?.map(({ path, startLine, endLine, note }) => ({ path, startLine, endLine, note }))),
    ...optional("fix", finding.fix && toFix(finding.fix)),
    ...optional("suggestion", finding.suggestion),
    alsoFoundBy: finding.alsoFoundBy,
    remediationMinutes: finding.remediationMinutes,
    fingerprint: finding.fingerprint,
    lineHash: finding.lineHash,
    ...optional("suppression", finding.suppression && toSuppression(finding.suppression)),
  };
}

function toBaseline({ type, reference, commit, known, goneCount }: BaselineReport): object {
  return { type, reference, ...optional("commit", commit), known: known.map(toFinding), goneCount };
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
      ...optional("actualValue", answer.actualValue),
      text: answer.text,
      ...optional("unknown", answer.unknown),
    })),
    steps: steps.map(({ text, fingerprint, path, line }) => ({ text, ...optional("fingerprint", fingerprint), ...optional("path", path), ...optional("line", line) })),
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
  return { kind, justification, ...optional("line", line), ...optional("tool", tool), ...optional("owner", owner), ...optional("until", until), ...optional("code", code) };
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
    ...optional("securitySeverity", rule.securitySeverity),
    remediationMinutes: rule.remediationMinutes,
    ...optional("fixSafety", rule.fixSafety),
    ...optional("precision", precision && { sampled: precision.sampled, true: precision.true, on: precision.on }),
  };
}
