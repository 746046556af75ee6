// Turns findings as offsets into findings with lines, excerpt, data path and identity.

import type { OffsetFinding } from "../analyzers/quality/rule-runner.ts";
import { fingerprintKey } from "../findings/fingerprint.ts";
import { hashLines } from "../findings/line-hash.ts";
import type { Excerpt, Fix, Region, TraceStep } from "../model/finding.ts";
import type { LineIndex } from "../source/line-index.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { createScopeFinder } from "./enclosing-scopes.ts";
import type { FileFinding } from "./file-analysis.ts";

/** Lines in an excerpt are cut here; a minified line must not make the report grow. */
const longestExcerptLine = 400;
/** An excerpt shows at most this many lines of the region. */
const mostExcerptLines = 12;
const linesBefore = 1;
const linesAfter = 1;

export interface DescribedFile {
  readonly path: string;
  readonly tree: SyntaxTree;
  readonly lines: LineIndex;
}

/** Complete but for the fingerprint. The order is kept. */
export function describeFindings(file: DescribedFile, findings: readonly OffsetFinding[]): FileFinding[] {
  if (findings.length === 0) return [];
  const { tree, lines } = file;
  const placeOf = createPlaces(lines);
  const regions = findings.map((finding) => placeOf(finding).region);
  const hashes = hashLines({ text: tree.text, starts: lines.starts }, regions.map((region) => region.startLine));
  const scopesAt = createScopeFinder(tree);
  return findings.map((finding, index): FileFinding => {
    const region = regions[index]!;
    const scopes = scopesAt(finding.start);
    return {
      ruleId: finding.ruleId,
      category: finding.category,
      severity: finding.severity,
      confidence: finding.confidence,
      cwe: finding.cwe,
      message: finding.message,
      path: file.path,
      language: finding.language ?? tree.language,
      region,
      excerpt: placeOf(finding).excerpt,
      trace: finding.trace.map((step) => describeStep(file, step)),
      ...(finding.related === undefined ? {} : { related: finding.related }),
      ...(finding.fix === undefined ? {} : { fix: describeFix(lines, finding.fix) }),
      ...(finding.suppression === undefined ? {} : { suppression: finding.suppression }),
      ...(finding.suggestion === undefined ? {} : { suggestion: finding.suggestion }),
      alsoFoundBy: [],
      remediationMinutes: finding.remediationMinutes,
      lineHash: hashes.get(region.startLine) ?? "",
      identity: fingerprintKey({
        ruleId: finding.ruleId,
        scope: [...scopes.names, ...(finding.scopes?.names ?? [])],
        body: finding.scopes?.body ?? scopes.body,
        text: tree.text,
        start: finding.start,
        end: finding.end,
        source: finding.trace.find((step) => step.kind === "source"),
        comments: tree.comments,
      }),
    };
  });
}

/** Region and excerpt of each range, made once: many rules find the same, and what is shared is sent between threads once. */
function createPlaces(lines: LineIndex): (range: { readonly start: number; readonly end: number }) => { readonly region: Region; readonly excerpt: Excerpt } {
  const known = new Map<string, { region: Region; excerpt: Excerpt }>();
  return ({ start, end }) => {
    const key = `${start}:${end}`;
    let place = known.get(key);
    if (place === undefined) {
      const region = lines.regionOf(start, end);
      place = { region, excerpt: excerptOf(lines, region.startLine, region.endLine) };
      known.set(key, place);
    }
    return place;
  };
}

function describeStep(file: DescribedFile, step: OffsetFinding["trace"][number]): TraceStep {
  const region = file.lines.regionOf(step.start, step.end);
  return {
    kind: step.kind,
    path: file.path,
    region,
    note: step.note,
    line: cut(file.lines.textOf(region.startLine)),
  };
}

function describeFix(lines: LineIndex, fix: NonNullable<OffsetFinding["fix"]>): Fix {
  const edits = [...fix.edits]
    .sort((left, right) => left.start - right.start || left.end - right.end)
    .map((edit) => ({ ...edit, region: lines.regionOf(edit.start, edit.end) }));
  return { description: fix.description, safety: fix.safety, edits };
}

function excerptOf(lines: LineIndex, startLine: number, endLine: number): Excerpt {
  const firstLine = Math.max(1, startLine - linesBefore);
  const lastLine = Math.min(lines.lineCount, Math.min(endLine, startLine + mostExcerptLines - 1) + linesAfter);
  const shown: string[] = [];
  for (let line = firstLine; line <= lastLine; line++) shown.push(cut(lines.textOf(line)));
  return { firstLine, lines: shown };
}

function cut(line: string): string {
  return line.length <= longestExcerptLine ? line : line.slice(0, longestExcerptLine);
}
