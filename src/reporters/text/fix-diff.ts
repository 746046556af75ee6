// Works out the lines that a fix removes and adds, from the source lines that the finding carries.

import type { Finding, Fix } from "../../model/finding.ts";

export interface DiffLine {
  readonly sign: "-" | "+";
  /** 1-based, of removed lines and of insertions that stand alone. */
  readonly line: number | undefined;
  readonly text: string;
}

type FixEdit = Fix["edits"][number];

interface Block {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly edits: readonly FixEdit[];
}

/** From this length on a line may have been cut, so nothing can be said about its end. */
const cutLineLength = 400;

/** Removed and added lines in source order; where the source is not known, the added text alone. */
export function diffFix(finding: Finding, fix: Fix): DiffLine[] {
  const known = knownLines(finding);
  return groupByLines(fix.edits).flatMap((block) => diffBlock(block, known));
}

function knownLines(finding: Finding): Map<number, string> {
  const lines = new Map<number, string>();
  for (const step of finding.trace) {
    if (step.path === finding.path) lines.set(step.region.startLine, step.line);
  }
  for (const [index, line] of finding.excerpt.lines.entries()) lines.set(finding.excerpt.firstLine + index, line);
  for (const [line, text] of lines) if (text.length >= cutLineLength) lines.delete(line);
  return lines;
}

/** Edits that touch the same lines are one change. */
function groupByLines(edits: readonly FixEdit[]): Block[] {
  const blocks: Block[] = [];
  for (const edit of edits) {
    const { startLine, endLine } = edit.region;
    const last = blocks.at(-1);
    if (last !== undefined && startLine <= last.lastLine) {
      const merged = { ...last, lastLine: Math.max(last.lastLine, endLine), edits: [...last.edits, edit] };
      blocks[blocks.length - 1] = merged;
    } else {
      blocks.push({ firstLine: startLine, lastLine: endLine, edits: [edit] });
    }
  }
  return blocks;
}

function diffBlock(block: Block, known: ReadonlyMap<number, string>): DiffLine[] {
  const before: string[] = [];
  for (let line = block.firstLine; line <= block.lastLine; line += 1) {
    const text = known.get(line) ?? untouchedLine(block, line);
    if (text === undefined) return additionsOf(block);
    before.push(text);
  }
  return compare(before, applyEdits(before, block), block.firstLine);
}

/** A last line of which only the beginning is named is not changed, so it need not be known. */
function untouchedLine(block: Block, line: number): string | undefined {
  const touching = block.edits.filter((edit) => edit.region.endLine === line);
  const isUntouched = line === block.lastLine && touching.every((edit) => edit.region.endColumn === 1);
  return isUntouched ? "" : undefined;
}

function additionsOf(block: Block): DiffLine[] {
  return block.edits.flatMap((edit) =>
    toLines(edit.replacement.replace(/\r?\n$/, ""))
      .filter((text) => text !== "")
      .map((text, index) => ({ sign: "+" as const, line: index === 0 ? edit.region.startLine : undefined, text })),
  );
}

function applyEdits(before: readonly string[], block: Block): string[] {
  const starts: number[] = [];
  let length = 0;
  for (const line of before) {
    starts.push(length);
    length += line.length + 1;
  }
  const offsetOf = (line: number, column: number): number => starts[line - block.firstLine]! + column - 1;
  let text = before.join("\n");
  for (const edit of [...block.edits].reverse()) {
    const { startLine, startColumn, endLine, endColumn } = edit.region;
    text = text.slice(0, offsetOf(startLine, startColumn)) + edit.replacement + text.slice(offsetOf(endLine, endColumn));
  }
  return toLines(text);
}

function toLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** What is left when equal lines at both ends are taken away. */
function compare(before: readonly string[], after: readonly string[], firstLine: number): DiffLine[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const removed = before.slice(head, before.length - tail);
  const added = after.slice(head, after.length - tail);
  return [
    ...removed.map((text, index): DiffLine => ({ sign: "-", line: firstLine + head + index, text })),
    ...added.map((text, index): DiffLine => {
      const standsAlone = removed.length === 0 && index === 0;
      return { sign: "+", line: standsAlone ? firstLine + head : undefined, text };
    }),
  ];
}
