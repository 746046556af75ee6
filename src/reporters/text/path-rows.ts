// Collects the lines that a finding's frame shows: the whole path of the data, else the lines of its region.

import type { Finding, Region, TraceStep } from "../../model/finding.ts";
import type { Mark } from "./code-line.ts";

export interface CodeRow {
  readonly type: "code";
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly mark: Mark;
  readonly notes: readonly string[];
  /** Of the notes: a source or a sink stands out. */
  readonly kind: TraceStep["kind"];
  /** Carets stand below the finding's own place. */
  readonly isPrimary: boolean;
}

export interface GapRow {
  readonly type: "gap";
  readonly path: string;
  readonly text: string;
}

export type Row = CodeRow | GapRow;

/** How many rows are shown; the middle of a longer path and the end of a longer region are left out. */
export interface RowLimits {
  readonly steps: number;
  readonly regionLines: number;
}

const limitsOfText: RowLimits = { steps: 12, regionLines: 4 };

export function collectRows(finding: Finding, limits: RowLimits = limitsOfText): Row[] {
  const steps = mergeSteps(finding);
  const rows: Row[] = shorten(steps, finding.path, limits.steps);
  if (steps.some((row) => row.isPrimary)) return rows;
  return [...rows, ...regionRows(finding, limits.regionLines)];
}

/** One row a line: steps that follow each other on one line share it, and each note is named once. */
function mergeSteps(finding: Finding): CodeRow[] {
  const rows: CodeRow[] = [];
  for (const step of finding.trace) {
    const isPrimary = step.path === finding.path && step.region.startLine === finding.region.startLine;
    const previous = rows.at(-1);
    if (previous?.path === step.path && previous.line === step.region.startLine) {
      const notes = [...new Set([...previous.notes, step.note])].filter((note) => note !== "");
      rows[rows.length - 1] = { ...previous, notes, kind: step.kind === "step" ? previous.kind : step.kind };
      continue;
    }
    rows.push({
      type: "code",
      path: step.path,
      line: step.region.startLine,
      text: step.line,
      mark: firstLineOf(isPrimary ? finding.region : step.region),
      notes: step.note === "" ? [] : [step.note],
      kind: step.kind,
      isPrimary,
    });
  }
  // The finding's own line may be passed more than once; the carets stand where the path ends.
  const last = rows.findLastIndex((row) => row.isPrimary);
  return rows.map((row, index) => (row.isPrimary && index !== last ? { ...row, isPrimary: false } : row));
}

function firstLineOf(region: Region): Mark {
  const end = region.endLine === region.startLine ? region.endColumn - 1 : Number.MAX_SAFE_INTEGER;
  return { start: region.startColumn - 1, end };
}

/** The beginning and the end of a path tell most. */
function shorten(rows: readonly CodeRow[], path: string, mostSteps: number): Row[] {
  if (rows.length <= mostSteps) return [...rows];
  const head = Math.floor(mostSteps / 3);
  const tail = mostSteps - head - 1;
  const hidden = rows.length - head - tail;
  const gap: GapRow = { type: "gap", path: rows[head - 1]?.path ?? path, text: `${hidden} more lines of the path` };
  return [...rows.slice(0, head), gap, ...rows.slice(-tail)];
}

function regionRows(finding: Finding, mostRegionLines: number): Row[] {
  const { region, excerpt, path } = finding;
  const rows: Row[] = [];
  const lastLine = Math.min(region.endColumn === 1 ? region.endLine - 1 : region.endLine, lastOf(excerpt));
  for (let line = region.startLine; line <= Math.max(region.startLine, lastLine); line += 1) {
    const isFirst = line === region.startLine;
    const text = excerpt.lines[line - excerpt.firstLine];
    if (text === undefined) break;
    const mark = isFirst ? firstLineOf(region) : { start: 0, end: 0 };
    rows.push({ type: "code", path, line, text, mark, notes: [], kind: "sink", isPrimary: isFirst });
    if (rows.length === mostRegionLines && line < region.endLine) {
      const hidden = region.endLine - line;
      return [...rows, { type: "gap", path, text: hidden === 1 ? "1 more line" : `${hidden} more lines` }];
    }
  }
  return rows;
}

function lastOf(excerpt: Finding["excerpt"]): number {
  return excerpt.firstLine + excerpt.lines.length - 1;
}
