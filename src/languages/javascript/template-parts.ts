// Splits template literals and template literal types into literal text and holes.

import { Role } from "../../syntax/roles.ts";
import { type EsNode, nodesIn } from "./estree.ts";
import type { PendingChild } from "./shape.ts";

/** The parts of a template literal in source order; empty stretches of text give no part. */
export function templateParts(node: EsNode): PendingChild[] {
  return partsOf(node, "expressions");
}

/** The parts of a template literal type, whose holes are types. */
export function templateTypeParts(node: EsNode): PendingChild[] {
  return partsOf(node, "types");
}

function partsOf(node: EsNode, holeField: string): PendingChild[] {
  const parts: PendingChild[] = [];
  const quasis = nodesIn(node, "quasis");
  const holes = nodesIn(node, holeField);
  let holeStart = 0;
  quasis.forEach((quasi, index) => {
    const { start, end } = literalRange(quasi!);
    const hole = index === 0 ? undefined : holes[index - 1];
    if (hole != null) {
      const interpolation = { type: "$Interpolation", start: holeStart, end: start, expression: hole };
      parts.push({ node: interpolation, role: Role.Part });
    }
    if (end > start) parts.push({ node: { type: "$StringPart", start, end, value: literalValue(quasi!) }, role: Role.Part });
    holeStart = end;
  });
  return parts;
}

/** TS-ESTree counts the marks around a quasi (backquote or brace, and `${`) as part of it. */
function literalRange(quasi: EsNode): { start: number; end: number } {
  return { start: quasi.start + 1, end: quasi.end - (quasi.tail === true ? 1 : 2) };
}

/** The cooked text; the raw one where a tag function is given escapes that have no cooked form. */
function literalValue(quasi: EsNode): string {
  const value = quasi.value as { raw: string; cooked: string | null };
  return value.cooked ?? value.raw;
}
