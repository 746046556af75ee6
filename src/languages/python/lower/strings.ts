// Lowers strings, f-strings and t-strings with their holes and format specifications.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import {
  assign,
  childOfField,
  childOfType,
  emit,
  emitName,
  isNamed,
  lastChildOfType,
  namedChildren,
  rawText,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { type StringOpening, cookText, readOpening } from "../string-values.ts";
import type { Handler, Lowering } from "./lowering.ts";

export const string: Handler = (lowering, raw, role, parent, flags) => {
  const { start, end, subtreeEnd, type } = lowering.raw;
  const opening = childOfType(lowering, raw, Type.StringStart);
  const facts = readOpening(opening < 0 ? "" : rawText(lowering, opening));
  flags |= flagsOf(facts);
  if (!facts.isTemplate) {
    const isClosed = childOfType(lowering, raw, Type.StringEnd) >= 0;
    const from = opening < 0 ? start[raw]! : end[opening]!;
    // Not the start of the closing token: the grammar counts a backslash at the end of a raw string to it.
    const text = lowering.text.slice(from, end[raw]! - (isClosed ? quoteLength(facts) : 0));
    const value = cookText(text, facts.isRaw, facts.isBytes);
    emit(lowering, Kind.String, raw, role, parent, flags, value);
    if (role === Role.Key && !facts.isBytes) lowering.builder.setName(parent, value);
    return;
  }
  const node = emit(lowering, Kind.TemplateString, raw, role, parent, flags, facts.prefix);
  for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
    const isPart = type[child] === Type.StringContent || isNamed(lowering, child);
    if (isPart) assign(lowering, child, Role.Part, node, facts.isRaw ? Flag.RawString : 0);
    else if (type[child] === Type.StringEnd && end[child]! - start[child]! > quoteLength(facts)) {
      assign(lowering, child, Role.Part, node, facts.isTriple ? Flag.TripleQuoted : 0);
    }
  }
};

function quoteLength(facts: StringOpening): number {
  return facts.isTriple ? 3 : 1;
}

/** Text of a raw f-string that the grammar counts to the closing token. */
export const stringEnd: Handler = (lowering, raw, role, parent, flags) => {
  const from = lowering.raw.start[raw]!;
  const to = lowering.raw.end[raw]! - ((flags & Flag.TripleQuoted) !== 0 ? 3 : 1);
  lowering.builder.append(parent, Kind.StringPart, role, from, to, lowering.text.slice(from, to));
};

function flagsOf(facts: StringOpening): number {
  return (
    (facts.isBytes ? Flag.Bytes : 0) |
    (facts.isRaw ? Flag.RawString : 0) |
    (facts.isTriple ? Flag.TripleQuoted : 0) |
    (facts.isSingleQuoted ? Flag.SingleQuoted : 0) |
    (facts.isUnicode ? Flag.UnicodePrefix : 0)
  );
}

/** Literal text between the holes; doubled braces mean one. */
export const stringContent: Handler = (lowering, raw, role, parent, flags) => {
  const value = cookText(rawText(lowering, raw), (flags & Flag.RawString) !== 0, false);
  emit(lowering, Kind.StringPart, raw, role, parent, 0, value.replaceAll("{{", "{").replaceAll("}}", "}"));
};

/** `{value!r:format}`, in a string or in a format specification. */
export const interpolation: Handler = (lowering, raw, role, parent) => {
  const conversion = childOfType(lowering, raw, Type.TypeConversion);
  const flags = childOfType(lowering, raw, Type.Equals) >= 0 ? Flag.DebugHole : 0;
  const name = conversion < 0 ? "" : rawText(lowering, conversion).slice(1);
  const node = emit(lowering, Kind.Interpolation, raw, role, parent, flags, name);
  const walrus = childOfType(lowering, raw, Type.NamedExpression);
  if (walrus >= 0) return formatInsteadOfWalrus(lowering, walrus, raw, node);
  const format = childOfField(lowering, raw, Field.format_specifier);
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.field[child] === Field.type_conversion) continue;
    assign(lowering, child, child === format ? Role.Format : Role.Value, node);
  }
};

/** `{x:=10}` is x with the format `=10`: a named expression needs parentheses here. */
function formatInsteadOfWalrus(lowering: Lowering, walrus: number, raw: number, node: NodeId): void {
  const { start, end } = lowering.raw;
  const [name] = namedChildren(lowering, walrus);
  if (name === undefined) return;
  emitName(lowering, name, Role.Value, node);
  const from = lowering.text.indexOf(":", end[name]) + 1;
  const closing = lastChildOfType(lowering, raw, Type.CloseBrace);
  const to = closing < 0 ? end[raw]! : start[closing]!;
  const format = lowering.builder.append(node, Kind.TemplateString, Role.Format, from, to);
  emitGap(lowering, from, to, format);
}

/**
 * `:>{width}`: the grammar has no nodes for the text between the holes, so each piece is made from the gap before the
 * first hole and after each hole's closing brace.
 */
export const formatSpecifier: Handler = (lowering, raw, role, parent) => {
  const { start, end, subtreeEnd, size, type } = lowering.raw;
  const from = Math.min(start[raw]! + 1, end[raw]!);
  // Up to the brace that closes the hole: the grammar's node leaves a line end out.
  const closing = subtreeEnd[raw]!;
  const to = closing < size && type[closing] === Type.CloseBrace ? start[closing]! : end[raw]!;
  const node = lowering.builder.append(parent, Kind.TemplateString, role, from, to);
  const holes = namedChildren(lowering, raw);
  emitGap(lowering, from, holes.length === 0 ? to : start[holes[0]!]!, node);
  for (const hole of holes) {
    assign(lowering, hole, Role.Part, node);
    let last = hole;
    for (let child = hole + 1; child < subtreeEnd[hole]!; child = subtreeEnd[child]!) last = child;
    if (last !== hole && type[last] === Type.CloseBrace) assign(lowering, last, Role.Part, node);
  }
};

/** The text after a hole of a format specification, reached at the hole's closing brace. */
export const closingBrace: Handler = (lowering, raw, _role, parent) => {
  const { start, end, subtreeEnd, size, type } = lowering.raw;
  const from = end[raw]!;
  // What follows is either the next hole or the token that closes the hole around the specification.
  const next = subtreeEnd[raw]!;
  const to = next < size && (type[next] === Type.FormatExpression || type[next] === Type.CloseBrace) ? start[next]! : from;
  emitGap(lowering, from, to, parent);
};

function emitGap(lowering: Lowering, from: number, to: number, parent: number): void {
  if (to <= from) return;
  const value = cookText(lowering.text.slice(from, to), false, false);
  lowering.builder.append(parent, Kind.StringPart, Role.Part, from, to, value);
}
