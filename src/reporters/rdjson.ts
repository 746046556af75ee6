// reviewdog's Diagnostic Format as one JSON document; its columns are bytes of UTF-8, ends exclusive.

import type { Finding, Region, Severity } from "../model/finding.ts";
import { type Measure, createMeasure } from "./byte-measure.ts";
import type { Reporter } from "./reporter.ts";

export const rdjsonReporter: Reporter = {
  id: "rdjson",
  title: "reviewdog's JSON, with suggestions",
  fileExtension: "json",
  render: ({ findings }, options) => {
    const measure = createMeasure(options);
    const diagnostics = findings.map((finding) => toDiagnostic(finding, measure));
    return `${JSON.stringify({ source: { name: "assay" }, diagnostics }, null, 2)}\n`;
  },
};

const severities: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

function toDiagnostic(finding: Finding, measure: Measure): object {
  const { message, path, region, severity, ruleId, fix } = finding;
  const rangeOf = (place: Region): object => ({
    start: { line: place.startLine, column: measure.columnOf(path, place.startLine, place.startColumn, finding) },
    end: { line: place.endLine, column: measure.columnOf(path, place.endLine, place.endColumn, finding) },
  });
  return {
    message,
    location: { path, range: rangeOf(region) },
    severity: severities[severity],
    code: { value: ruleId },
    ...(fix === undefined ? {} : { suggestions: fix.edits.map((edit) => ({ range: rangeOf(edit.region), text: edit.replacement })) }),
  };
}
