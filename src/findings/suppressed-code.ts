// Names the code that a suppression was given for, so that it holds no longer when that code is another.

import { createHash } from "node:crypto";
import { normaliseCode } from "./normalise-code.ts";
import type { SuppressibleRegion } from "./match-suppressions.ts";
import type { CommentedText } from "./place-suppressions.ts";

/** Longer lines are looked at so far: a minified one is no code that anybody judged. */
const mostUnits = 20_000;

/** Eight hexadecimal digits for the whole lines of a region, comments and layout aside. */
export function hashSuppressedCode({ text, comments }: Pick<CommentedText, "text" | "comments">, region: SuppressibleRegion): string {
  const start = text.lastIndexOf("\n", region.start - 1) + 1;
  let end = start;
  for (let line = region.startLine; line <= region.endLine; line++) {
    const lineEnd = text.indexOf("\n", end);
    end = lineEnd === -1 ? text.length : lineEnd + 1;
  }
  let code = "";
  let at = start;
  for (const comment of comments) {
    if (comment.end <= start) continue;
    if (comment.start >= end) break;
    code += text.slice(at, Math.max(at, comment.start));
    at = comment.end;
  }
  code += text.slice(at, Math.max(at, end));
  return createHash("sha256").update(normaliseCode(code.slice(0, mostUnits))).digest("hex").slice(0, 8);
}
