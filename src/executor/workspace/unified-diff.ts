// Writes changes of a workspace as a unified diff in git's form, within bounds, for hostile code may have made them.
import type { WorkspaceChange } from "./changes.ts";
import { findLineChanges, type LineChange, type WorkBudget } from "./line-changes.ts";

const CONTEXT_LINES = 3;
/** Steps of comparing in one diff, about half a second; what is left of it is shown as whole replacements. */
const MAXIMUM_STEPS = 40_000_000;
/** Lines of a file beyond which a change to it is a whole replacement, whose lines are never held one by one. */
const MAXIMUM_LINES = 200_000;
const NO_NEWLINE = "\\ No newline at end of file";

/** Gives the bytes that a path held before the run, or undefined when they are more than the limit or cannot be had. */
export type ReadBefore = (path: string, maximumBytes: number) => Buffer | undefined;

/** A diff, and whether text was left out because it would have become too long. */
export interface WorkspaceDiff {
  readonly text: string;
  readonly isTruncated: boolean;
}

/** The diff of all changes, at most `maximumBytes` of text; empty without any. */
export function formatWorkspaceDiff(changes: readonly WorkspaceChange[], readBefore: ReadBefore, maximumBytes: number): WorkspaceDiff {
  const budget: WorkBudget = { steps: MAXIMUM_STEPS };
  const parts: string[] = [];
  let left = maximumBytes;
  let isTruncated = false;
  for (const change of changes) {
    const [header, oldName, newName] = describeChange(change);
    const body = formatBody(change, readBefore, left, budget);
    const isLeftOut = body === "too long" || (typeof body === "object" && Buffer.byteLength(body.hunks) > left);
    const hunks = typeof body === "object" && !isLeftOut ? body.hunks : undefined;
    const lines = hunks === undefined ? [`Binary files ${oldName} and ${newName} differ`] : hunks === "" ? [] : [`--- ${oldName}`, `+++ ${newName}`, hunks];
    // What changed is named to the end; only the text of a change is left out.
    parts.push(`${[...header, ...lines].join("\n")}\n`);
    left -= hunks === undefined ? 0 : Buffer.byteLength(hunks);
    isTruncated ||= isLeftOut;
  }
  return { text: parts.join(""), isTruncated };
}

function describeChange(change: WorkspaceChange): [header: string[], oldName: string, newName: string] {
  const mode = change.kind === "link" ? "120000" : modeOf(change.executable);
  const left = quotePath(`a/${change.path}`);
  const right = quotePath(`b/${change.path}`);
  const header = [
    `diff --git ${left} ${right}`,
    ...(change.state === "added" ? [`new file mode ${mode}`] : []),
    ...(change.executable === change.wasExecutable ? [] : [`old mode ${modeOf(change.wasExecutable)}`, `new mode ${modeOf(change.executable)}`]),
    ...(change.state === "deleted" ? [`deleted file mode ${mode}`] : []),
  ];
  return [header, change.state === "added" ? "/dev/null" : left, change.state === "deleted" ? "/dev/null" : right];
}

function modeOf(isExecutable: boolean): string {
  return isExecutable ? "100755" : "100644";
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\" };

/** git quotes names that would break the line-based form, control characters in octal. */
function quotePath(path: string): string {
  if (!/["\\\x00-\x1f\x7f]/.test(path)) return path;
  const quoted = path.replace(/["\\\x00-\x1f\x7f]/g, (character) => ESCAPES[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
  return `"${quoted}"`;
}

/** The hunks, empty where only the mode changed; or why there are none. */
type Body = { readonly hunks: string } | "binary" | "too long";

function formatBody(change: WorkspaceChange, readBefore: ReadBefore, maximumBytes: number, budget: WorkBudget): Body {
  const after = change.state === "deleted" ? Buffer.alloc(0) : change.content;
  if (after === undefined || after.length > maximumBytes) return "too long";
  const before = change.state === "added" ? Buffer.alloc(0) : readBefore(change.path, maximumBytes);
  if (before === undefined) return "too long";
  if (isBinary(before) || isBinary(after)) return "binary";
  const [oldText, newText] = [before.toString("utf8"), after.toString("utf8")];
  const [oldLines, newLines] = [splitLines(oldText), splitLines(newText)];
  if (oldText === "" || newText === "" || oldLines === undefined || newLines === undefined) return { hunks: formatReplacement(oldText, newText) };
  return { hunks: formatHunks(oldLines, newLines, findLineChanges(oldLines, newLines, budget)) };
}

function isBinary(bytes: Buffer): boolean {
  return bytes.includes(0) || !Buffer.from(bytes.toString("utf8")).equals(bytes);
}

/** Lines with their line breaks, so that a missing last one is a difference; undefined when there are too many. */
function splitLines(text: string): string[] | undefined {
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    if (lines.length === MAXIMUM_LINES) return undefined;
    const end = text.indexOf("\n", start) + 1;
    lines.push(end === 0 ? text.slice(start) : text.slice(start, end));
    start = end === 0 ? text.length : end;
  }
  return lines;
}

/** One hunk that takes all lines away and adds all others, made without holding a single line. */
function formatReplacement(oldText: string, newText: string): string {
  if (oldText === newText) return "";
  const head = `@@ -${rangeOf(1, countLines(oldText))} +${rangeOf(1, countLines(newText))} @@`;
  return [head, ...[markAll("-", oldText), markAll("+", newText)].filter((part) => part !== "")].join("\n");
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return text === "" || text.endsWith("\n") ? count : count + 1;
}

function markAll(mark: "-" | "+", text: string): string {
  if (text === "") return "";
  const isComplete = text.endsWith("\n");
  const marked = mark + (isComplete ? text.slice(0, -1) : text).replaceAll("\n", `\n${mark}`);
  return isComplete ? marked : `${marked}\n${NO_NEWLINE}`;
}

function formatHunks(before: readonly string[], after: readonly string[], changes: readonly LineChange[]): string {
  const lines: string[] = [];
  for (const hunk of groupChanges(changes)) {
    const first = hunk[0] as LineChange; // a group is never empty
    const last = hunk.at(-1) as LineChange;
    const lead = Math.min(CONTEXT_LINES, first.oldStart);
    const trail = Math.min(CONTEXT_LINES, before.length - last.oldEnd);
    const [oldStart, newStart] = [first.oldStart - lead, first.newStart - lead];
    lines.push(`@@ -${rangeOf(oldStart + 1, last.oldEnd + trail - oldStart)} +${rangeOf(newStart + 1, last.newEnd + trail - newStart)} @@`);
    let at = oldStart;
    for (const change of hunk) {
      for (const line of before.slice(at, change.oldStart)) lines.push(formatLine(" ", line));
      for (const line of before.slice(change.oldStart, change.oldEnd)) lines.push(formatLine("-", line));
      for (const line of after.slice(change.newStart, change.newEnd)) lines.push(formatLine("+", line));
      at = change.oldEnd;
    }
    for (const line of before.slice(at, last.oldEnd + trail)) lines.push(formatLine(" ", line));
  }
  return lines.join("\n");
}

/** Changes whose contexts would touch share a hunk. */
function groupChanges(changes: readonly LineChange[]): LineChange[][] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && change.oldStart - last.oldEnd <= 2 * CONTEXT_LINES) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** An empty range names the line before it. */
function rangeOf(line: number, count: number): string {
  if (count === 1) return String(line);
  return `${count === 0 ? line - 1 : line},${count}`;
}

function formatLine(mark: " " | "-" | "+", line: string): string {
  return line.endsWith("\n") ? mark + line.slice(0, -1) : `${mark}${line}\n${NO_NEWLINE}`;
}
