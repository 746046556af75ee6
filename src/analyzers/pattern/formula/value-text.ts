// The text of what a metavariable is bound to, in the forms that conditions and messages ask for.

import { constantOf } from "../constants/constant-of.ts";
import type { BoundValue } from "../match/bindings.ts";

/** The source text of a value; the text itself where it is the content of a string. */
export function sourceOf(value: BoundValue, text: string): string {
  if (value.source !== undefined) return value.source;
  if (value.type === "text") return value.text;
  if (value.start < 0) return value.nodes[0]?.text ?? "";
  return text.slice(value.start, shownEnd(value, text));
}

/** A template ends before a line's end that ends it, which its text shows. */
function shownEnd(value: BoundValue, text: string): number {
  if (text[value.end] !== "\n" || text[value.end + 1] !== "`") return value.end;
  if (value.type === "text") return value.end + 1;
  let last = value.nodes.at(-1);
  while (last !== undefined && last.kids.length > 0) last = last.kids.at(-1);
  return last?.tag === "Literal" && last.sub === "string" ? value.end + 1 : value.end;
}

/** The text that `metavariable-regex` tests: a name's own, else the source. */
export function testedTextOf(value: BoundValue, text: string): string {
  const only = value.nodes.length === 1 ? value.nodes[0]! : undefined;
  return only?.tag === "Name" ? only.text : sourceOf(value, text);
}

/** The content of the string that a value is, or its constant, or undefined. */
export function stringContentOf(value: BoundValue): { text: string; start: number; end: number } | undefined {
  if (value.type === "text") return { text: value.text, start: value.start, end: value.end };
  const node = value.nodes.length === 1 ? value.nodes[0]! : undefined;
  if (node === undefined) return undefined;
  const constant = constantOf(node);
  return constant?.sub === "string" ? { text: constant.text, start: constant.start, end: constant.end } : undefined;
}

/** The source text of the constant that a value is known to have, or undefined. */
export function constantSourceOf(value: BoundValue, text: string): string | undefined {
  const node = value.nodes.length === 1 ? value.nodes[0]! : undefined;
  if (value.source !== undefined) return undefined;
  // What a file computes on the spot shows itself, and so does a field.
  const constant = node === undefined || node.tag === "Call" || node.tag === "Dot" ? undefined : (constantOf(node) ?? node.value);
  // What is only known to be some string shows itself.
  if (constant === undefined || constant.sub.startsWith("any-")) return undefined;
  return constant.start < 0 ? constant.text : text.slice(constant.start, constant.end);
}

/** The text that stands in the file for a value. */
export function shownTextOf(value: BoundValue, text: string): string {
  return value.source ?? (value.start < 0 ? value.text : text.slice(value.start, shownEnd(value, text)));
}

/** The constant that a value is known to have, as text, or undefined. */
export function constantTextOf(value: BoundValue): string | undefined {
  if (value.type === "text") return value.text;
  const node = value.nodes.length === 1 ? value.nodes[0]! : undefined;
  return node === undefined ? undefined : constantOf(node)?.text;
}
