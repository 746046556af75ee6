// Writes changes of a workspace as a unified diff in git's form.
import type { WorkspaceChange } from "./changes.ts";

const CONTEXT_LINES = 3;
/** Edits beyond which a file's change is shown as a whole replacement: the search for the shortest is quadratic. */
const MAXIMUM_EDITS = 2000;
const NO_NEWLINE = "\\ No newline at end of file";

/** Gives the bytes that a path held before the run, or undefined when they cannot be had any more. */
export type ReadBefore = (path: string) => Buffer | undefined;

/** The diff of all changes; empty without any. */
export function formatWorkspaceDiff(changes: readonly WorkspaceChange[], readBefore: ReadBefore): string {
  return changes.map((change) => formatChange(change, readBefore)).join("");
}

function formatChange(change: WorkspaceChange, readBefore: ReadBefore): string {
  const before = change.state === "added" ? Buffer.alloc(0) : readBefore(change.path);
  const after = change.state === "deleted" ? Buffer.alloc(0) : change.content;
  const mode = change.kind === "link" ? "120000" : modeOf(change.executable);
  const left = quotePath(`a/${change.path}`);
  const right = quotePath(`b/${change.path}`);
  const header = [
    `diff --git ${left} ${right}`,
    ...(change.state === "added" ? [`new file mode ${mode}`] : []),
    ...(change.executable === change.wasExecutable ? [] : [`old mode ${modeOf(change.wasExecutable)}`, `new mode ${modeOf(change.executable)}`]),
    ...(change.state === "deleted" ? [`deleted file mode ${mode}`] : []),
  ];
  const oldName = change.state === "added" ? "/dev/null" : left;
  const newName = change.state === "deleted" ? "/dev/null" : right;
  if (before === undefined || after === undefined || isBinary(before) || isBinary(after)) {
    return `${[...header, `Binary files ${oldName} and ${newName} differ`].join("\n")}\n`;
  }
  const hunks = formatHunks(splitLines(before.toString("utf8")), splitLines(after.toString("utf8")));
  const names = hunks.length === 0 ? [] : [`--- ${oldName}`, `+++ ${newName}`];
  return `${[...header, ...names, ...hunks].join("\n")}\n`;
}

function modeOf(isExecutable: boolean): string {
  return isExecutable ? "100755" : "100644";
}

/** git quotes names that would break the line-based form. */
function quotePath(path: string): string {
  return /["\\\x00-\x1f\x7f]/.test(path) ? JSON.stringify(path) : path;
}

function isBinary(bytes: Buffer): boolean {
  return bytes.includes(0) || !Buffer.from(bytes.toString("utf8")).equals(bytes);
}

/** Lines with their line breaks, so that a missing last one is a difference. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

type Edit = readonly [mark: " " | "-" | "+", line: string];

function formatHunks(before: readonly string[], after: readonly string[]): string[] {
  const edits = findEdits(before, after);
  const lines: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  let index = 0;
  while (index < edits.length) {
    const change = edits.findIndex((edit, at) => at >= index && edit[0] !== " ");
    if (change === -1) break;
    const start = Math.max(index, change - CONTEXT_LINES);
    oldLine += start - index;
    newLine += start - index;
    const end = endOfHunk(edits, change);
    const hunk = edits.slice(start, end);
    const oldCount = hunk.filter(([mark]) => mark !== "+").length;
    const newCount = hunk.filter(([mark]) => mark !== "-").length;
    lines.push(`@@ -${rangeOf(oldLine, oldCount)} +${rangeOf(newLine, newCount)} @@`, ...hunk.flatMap(formatEdit));
    oldLine += oldCount;
    newLine += newCount;
    index = end;
  }
  return lines;
}

/** Behind the last edit that is near enough to its predecessor to share the hunk, and its context. */
function endOfHunk(edits: readonly Edit[], firstChange: number): number {
  let last = firstChange;
  for (let at = firstChange; at < edits.length && at - last <= 2 * CONTEXT_LINES; at += 1) {
    if (edits[at]?.[0] !== " ") last = at;
  }
  return Math.min(edits.length, last + CONTEXT_LINES + 1);
}

/** An empty range names the line before it. */
function rangeOf(line: number, count: number): string {
  if (count === 1) return String(line);
  return `${count === 0 ? line - 1 : line},${count}`;
}

function formatEdit([mark, line]: Edit): string[] {
  return line.endsWith("\n") ? [mark + line.slice(0, -1)] : [mark + line, NO_NEWLINE];
}

function findEdits(before: readonly string[], after: readonly string[]): Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const keep = (lines: readonly string[]): Edit[] => lines.map((line) => [" ", line]);
  return [
    ...keep(before.slice(0, head)),
    ...shortestEdits(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...keep(before.slice(before.length - tail)),
  ];
}

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), bounded. */
function shortestEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const trace: Map<number, number>[] = [];
  const reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(before.length + after.length, MAXIMUM_EDITS); edits += 1) {
    trace.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepOf(reach, diagonal, edits);
      let y = x - diagonal;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x += 1;
        y += 1;
      }
      reach.set(diagonal, x);
      if (x >= before.length && y >= after.length) return walkBack(trace, before, after);
    }
  }
  return [...before.map((line): Edit => ["-", line]), ...after.map((line): Edit => ["+", line])];
}

function stepOf(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  const below = reach.get(diagonal - 1) ?? -1;
  const above = reach.get(diagonal + 1) ?? -1;
  return diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
}

function walkBack(trace: readonly ReadonlyMap<number, number>[], before: readonly string[], after: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let step = trace.length - 1; step >= 0; step -= 1) {
    const reach = trace[step] as ReadonlyMap<number, number>; // step is below the length
    const diagonal = x - y;
    const isDown = diagonal === -step || (diagonal !== step && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const previousX = reach.get(previous) ?? 0;
    const previousY = previousX - previous;
    while (x > previousX && y > previousY && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      edits.push([" ", before[x] as string]);
    }
    if (step === 0) break;
    if (isDown) edits.push(["+", after[(y -= 1)] as string]);
    else edits.push(["-", before[(x -= 1)] as string]);
  }
  return edits.reverse();
}
