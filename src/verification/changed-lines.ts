// Which lines a change touches, in both versions.

import { structuredPatch } from "diff";
import type { ChangedFile } from "./static-checks.ts";

/** 1-based lines; where lines were only taken away or added, the line above stands for them in the other version. */
export function changedLines(file: ChangedFile): { readonly before: Set<number>; readonly after: Set<number> } {
  const before = new Set<number>();
  const after = new Set<number>();
  if (file.before === undefined || file.after === undefined) {
    const text = file.before ?? file.after ?? "";
    text.split("\n").forEach((_, index) => (file.before === undefined ? after : before).add(index + 1));
    return { before, after };
  }
  const { hunks } = structuredPatch("", "", file.before, file.after, "", "", { context: 0 });
  for (const hunk of hunks) {
    addLines(before, hunk.oldStart, hunk.oldLines);
    addLines(after, hunk.newStart, hunk.newLines);
  }
  return { before, after };
}

/** An empty range stands before the line of its start; the line above it is the one that the change follows. */
function addLines(lines: Set<number>, start: number, count: number): void {
  if (count === 0) lines.add(Math.max(1, start - 1));
  for (let line = 0; line < count; line += 1) lines.add(start + line);
}
