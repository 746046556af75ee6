// Chooses which of a file's fixes are made together, and makes them in its text.

import type { Edit, Finding, Fix } from "../model/finding.ts";

/** A finding that offers a fix. */
export type FixableFinding = Finding & { readonly fix: Fix };

export interface ChosenFixes {
  /** Fixes that do not touch each other, in the order of their places. */
  readonly chosen: readonly FixableFinding[];
  /** Fixes that touch one of the chosen: their turn comes when those are made, if they are needed then. */
  readonly deferred: readonly FixableFinding[];
}

/** The first fix in the text has the right of way. Edits that two fixes share, such as one import, are no conflict. */
export function chooseFixes(text: string, findings: readonly FixableFinding[]): ChosenFixes {
  const inOrder = [...findings].sort((left, right) => firstOffset(left) - firstOffset(right) || compareIds(left, right));
  const chosen: FixableFinding[] = [];
  const deferred: FixableFinding[] = [];
  const taken: Edit[] = [];
  for (const finding of inOrder) {
    const { edits } = finding.fix;
    if (edits.some((edit) => taken.some((other) => isInConflict(text, edit, other)))) {
      deferred.push(finding);
      continue;
    }
    chosen.push(finding);
    taken.push(...edits.filter((edit) => !taken.some((other) => isSameEdit(edit, other))));
  }
  return { chosen, deferred };
}

function firstOffset({ fix }: FixableFinding): number {
  return fix.edits[0]?.start ?? 0;
}

function compareIds(left: FixableFinding, right: FixableFinding): number {
  return left.ruleId < right.ruleId ? -1 : left.ruleId > right.ruleId ? 1 : 0;
}

function isSameEdit(left: Edit, right: Edit): boolean {
  return left.start === right.start && left.end === right.end && left.replacement === right.replacement;
}

/** Edits of two fixes may not even touch, for what they write could run together; whole lines between lines may. */
function isInConflict(text: string, left: Edit, right: Edit): boolean {
  if (isSameEdit(left, right)) return false;
  if (isWholeLines(text, left) || isWholeLines(text, right)) return left.start < right.end && right.start < left.end;
  return left.start <= right.end && right.start <= left.end;
}

/** Lines that are put before another one. */
function isWholeLines(text: string, { start, end, replacement }: Edit): boolean {
  const isAtLineStart = start === 0 || text[start - 1] === "\n" || (start === 1 && text.startsWith("\uFEFF"));
  return start === end && isAtLineStart && replacement.endsWith("\n");
}

/** The text with the fixes made. Line ends that a fix brings are those of the lines around. */
export function applyFixes(text: string, findings: readonly FixableFinding[]): string {
  const edits: Edit[] = [];
  for (const edit of findings.flatMap(({ fix }) => fix.edits)) if (!edits.some((other) => isSameEdit(edit, other))) edits.push(edit);
  edits.sort((left, right) => left.start - right.start || left.end - right.end || (left.replacement < right.replacement ? -1 : 1));
  let result = "";
  let at = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(at, start) + withLineEndsOf(text, start, replacement);
    at = end;
  }
  return result + text.slice(at);
}

function withLineEndsOf(text: string, offset: number, replacement: string): string {
  if (!replacement.includes("\n")) return replacement;
  const next = text.indexOf("\n", offset);
  const lineEnd = next === -1 ? text.lastIndexOf("\n", offset) : next;
  const isCrLf = lineEnd > 0 && text[lineEnd - 1] === "\r";
  return isCrLf ? replacement.replace(/(?<!\r)\n/g, "\r\n") : replacement.replaceAll("\r\n", "\n");
}
