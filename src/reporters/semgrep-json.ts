// Semgrep's JSON, for programs that read that tool's results: byte columns and byte offsets, one record a finding.

import type { Finding, Region, Severity, TraceStep } from "../model/finding.ts";
import type { Notice, Report } from "../model/report.ts";
import { type Measure, createMeasure } from "./byte-measure.ts";
import type { Reporter } from "./reporter.ts";

/** The shape is that of `semgrep scan --json` 1.182, whose fields it fills where the report knows them. */
export const semgrepJsonReporter: Reporter = {
  id: "semgrep-json",
  title: "JSON as Semgrep writes it, with byte columns",
  fileExtension: "json",
  render: (report, options) => `${JSON.stringify(toDocument(report, createMeasure(options)), null, 2)}\n`,
};

function toDocument(report: Report, measure: Measure): object {
  return {
    version: report.toolVersion,
    results: report.findings.map((finding) => toResult(finding, measure)),
    errors: report.notices.filter((notice) => notice.level !== "info").map(toError),
    paths: {
      scanned: report.files.map(({ path }) => path),
      skipped: report.skipped.map(({ path, reason, detail }) => ({ path, reason, details: detail })),
    },
    engine_requested: "OSS",
    skipped_rules: [],
  };
}

const severities: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

function toResult(finding: Finding, measure: Measure): object {
  const { path, region } = finding;
  const fix = fixOf(finding, measure);
  return {
    check_id: finding.ruleId,
    path,
    ...toPlaces(path, region, measure, finding),
    extra: {
      message: finding.message,
      ...(fix === undefined ? {} : { fix }),
      metadata: { category: finding.category, confidence: finding.confidence.toUpperCase(), ...(finding.cwe.length === 0 ? {} : { cwe: finding.cwe }) },
      severity: severities[finding.severity],
      fingerprint: finding.fingerprint,
      lines: linesOf(finding),
      ...(finding.trace.length === 0 ? {} : { dataflow_trace: toTrace(finding.trace, measure) }),
      is_ignored: false,
      validation_state: "NO_VALIDATOR",
      engine_kind: "OSS",
    },
  };
}

function linesOf({ excerpt, region }: Finding): string {
  const first = region.startLine - excerpt.firstLine;
  return excerpt.lines.slice(first, first + region.endLine - region.startLine + 1).join("\n");
}

/** A fix there stands for the whole range of its finding. */
function fixOf({ fix, path, region }: Finding, measure: Measure): string | undefined {
  if (fix === undefined) return undefined;
  const [first] = fix.edits;
  if (fix.edits.length === 1 && first!.start === region.start && first!.end === region.end) return first!.replacement;
  const text = measure.textOf(path);
  if (text === undefined || fix.edits.some(({ start, end }) => start < region.start || end > region.end)) return undefined;
  let mended = "";
  let at = region.start;
  for (const edit of fix.edits) {
    mended += text.slice(at, edit.start) + edit.replacement;
    at = edit.end;
  }
  return mended + text.slice(at, region.end);
}

function toTrace(trace: readonly TraceStep[], measure: Measure): object {
  const source = trace.find(({ kind }) => kind === "source");
  const sink = trace.findLast(({ kind }) => kind === "sink");
  const location = (step: TraceStep): object => ({ path: step.path, ...toPlaces(step.path, step.region, measure) });
  const content = (step: TraceStep): string => step.line.slice(step.region.startColumn - 1, step.region.startLine === step.region.endLine ? step.region.endColumn - 1 : undefined);
  const steps = trace.filter(({ kind }) => kind === "step").map((step) => ({ location: location(step), content: content(step) }));
  return {
    ...(source === undefined ? {} : { taint_source: ["CliLoc", [location(source), content(source)]] }),
    intermediate_vars: steps,
    ...(sink === undefined ? {} : { taint_sink: ["CliLoc", [location(sink), content(sink)]] }),
  };
}

function toError({ level, code, message, path, line }: Notice): object {
  return {
    code: 2,
    level: level === "error" ? "error" : "warn",
    type: code,
    message: line === undefined ? message : `${message} (line ${line})`,
    ...(path === undefined ? {} : { path }),
  };
}

function toPlaces(path: string, region: Region, measure: Measure, finding?: Finding): object {
  return {
    start: { line: region.startLine, col: measure.columnOf(path, region.startLine, region.startColumn, finding), offset: measure.offsetOf(path, region.start) },
    end: { line: region.endLine, col: measure.columnOf(path, region.endLine, region.endColumn, finding), offset: measure.offsetOf(path, region.end) },
  };
}
