// Finds where the holes of an array stand: ESTree gives null for them, the normalised tree an Empty node.

import type { EsNode } from "./estree.ts";

/** The same array with a `$Hole` node of no width in place of each null. */
export function arrayWithHoles(array: EsNode, text: string): EsNode {
  const elements = array.elements as readonly (EsNode | null)[];
  if (!elements.includes(null)) return array;
  let at = array.start + 1;
  const filled = elements.map((element) => {
    const item = element ?? { type: "$Hole", start: at, end: at };
    at = afterComma(text, element?.end ?? at);
    return item;
  });
  return { ...array, elements: filled };
}

/** The offset behind the next comma, comments left out. */
export function afterComma(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (text.startsWith("//", at)) at = lineEnd(text, at);
    else if (text.startsWith("/*", at)) at = commentEnd(text, at);
    else if (text.charCodeAt(at++) === comma) return at;
  }
  return text.length;
}

const comma = 44;

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029) return at;
  }
  return text.length;
}

function commentEnd(text: string, from: number): number {
  const end = text.indexOf("*/", from + 2);
  return end === -1 ? text.length : end + 2;
}
