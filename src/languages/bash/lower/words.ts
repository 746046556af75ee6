// Lowers words, strings, expansions, substitutions and here-documents.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import {
  assign,
  assignChildren,
  childOfType,
  emit,
  emitName,
  isNamed,
  lastChildOfType,
  namedChildren,
  rawChildren,
  rawText,
  wrap,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { ansiValue, documentValue, quotedValue, wordValue } from "../word-values.ts";
import { type Handler, type Lowering, inArithmetic } from "./lowering.ts";

/** What a word says when no expansion is in it; undefined when that is only known at run time. */
export function staticValue(lowering: Lowering, raw: number): string | undefined {
  const text = rawText(lowering, raw);
  switch (lowering.raw.type[raw]) {
    case Type.Word:
    case Type.Number:
    case Type.ExtglobPattern:
    case Type.TestOperator:
      return wordValue(text);
    case Type.RawString:
      return text.slice(1, -1);
    case Type.AnsiCString:
      return ansiValue(text.slice(2, -1));
    case Type.String:
      return namedChildren(lowering, raw).length === 0 ? quotedValue(text.slice(1, -1)) : undefined;
    case Type.CommandName:
    case Type.TranslatedString:
    case Type.Concatenation: {
      const pieces = namedChildren(lowering, raw).map((piece) => staticValue(lowering, piece));
      return pieces.includes(undefined) ? undefined : pieces.join("");
    }
    default:
      return undefined;
  }
}

/** A bare word; inside arithmetic it is a variable. */
export const word: Handler = (lowering, raw, role, parent, flags) => {
  if ((flags & inArithmetic) !== 0) emitName(lowering, raw, role, parent, flags & ~inArithmetic);
  else emit(lowering, Kind.Word, raw, role, parent, flags, wordValue(rawText(lowering, raw)));
};

export const number: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Number, raw, role, parent, flags & ~inArithmetic, rawText(lowering, raw).toLowerCase());
  assignChildren(lowering, raw, Role.Child, node);
};

export const variableName: Handler = (lowering, raw, role, parent, flags) => {
  emitName(lowering, raw, role, parent, flags & ~inArithmetic);
};

export const rawString: Handler = (lowering, raw, role, parent, flags) => {
  const bits = (flags & ~inArithmetic) | Flag.SingleQuoted | Flag.RawString;
  emit(lowering, Kind.String, raw, role, parent, bits, rawText(lowering, raw).slice(1, -1));
};

export const ansiString: Handler = (lowering, raw, role, parent, flags) => {
  const value = ansiValue(rawText(lowering, raw).slice(2, -1));
  emit(lowering, Kind.String, raw, role, parent, (flags & ~inArithmetic) | Flag.SingleQuoted, value);
};

/** `"…"`: a String when nothing is expanded in it, else a TemplateString. */
export const string: Handler = (lowering, raw, role, parent, flags) => {
  const { start, end } = lowering.raw;
  const bits = flags & ~inArithmetic;
  const holes = namedChildren(lowering, raw);
  const closing = lastChildOfType(lowering, raw, Type.Quote);
  const from = start[raw]! + 1;
  const to = closing > raw + 1 ? start[closing]! : end[raw]!;
  if (holes.length === 0) {
    emit(lowering, Kind.String, raw, role, parent, bits, quotedValue(lowering.text.slice(from, to)));
    return;
  }
  const node = emit(lowering, Kind.TemplateString, raw, role, parent, bits);
  assignPieces(lowering, node, { from, to, holes, closing, value: quotedValue });
};

interface Pieces {
  readonly from: number;
  readonly to: number;
  readonly holes: readonly number[];
  /** The raw token at which the last piece of text is added; -1 where there is none. */
  readonly closing: number;
  readonly value: (text: string) => string;
}

/**
 * The holes of a string as Interpolations, and the text between them as StringParts: the grammar leaves some of the text
 * without a node, so every piece is made from the gap.
 */
function assignPieces(lowering: Lowering, node: NodeId, { from, to, holes, closing, value }: Pieces): void {
  const { start, end } = lowering.raw;
  const { text } = lowering;
  if (holes.length === 0 && to > from) lowering.builder.append(node, Kind.StringPart, Role.Part, from, to, value(text.slice(from, to)));
  if (holes.length === 0) return;
  let before = from;
  for (const hole of holes) {
    const gap = { start: before, end: start[hole]!, name: value(text.slice(before, start[hole])) };
    const members = [{ raw: hole, role: Role.Value }];
    if (gap.end > gap.start) {
      wrap(lowering, node, { ...gap, kind: Kind.StringPart, role: Role.Part, flags: 0, members, isBefore: true });
    }
    const range = { start: start[hole]!, end: end[hole]! };
    wrap(lowering, node, { ...range, kind: Kind.Interpolation, role: Role.Part, name: "", flags: 0, members });
    before = end[hole]!;
  }
  if (closing < 0 || to <= before) return;
  lowering.lastPieces.set(closing, { start: before, end: to, name: value(text.slice(before, to)) });
  assign(lowering, closing, Role.Part, node);
}

/** The token that closes a string or here-document, where text stands before it. */
export const closing: Handler = (lowering, raw, role, parent) => {
  const piece = lowering.lastPieces.get(raw);
  if (piece !== undefined) lowering.builder.append(parent, Kind.StringPart, role, piece.start, piece.end, piece.name);
};

/** `a"b"$c`: quoted pieces alone are a concatenation of strings, anything else a word with pieces. */
export const concatenation: Handler = (lowering, raw, role, parent, flags) => {
  const quoted = new Set<number>([Type.String, Type.RawString, Type.AnsiCString, Type.TranslatedString]);
  const pieces = namedChildren(lowering, raw);
  const isAllQuoted = pieces.every((piece) => quoted.has(lowering.raw.type[piece]!));
  const kind = isAllQuoted ? Kind.StringConcatenation : Kind.Word;
  const name = isAllQuoted ? "" : (staticValue(lowering, raw) ?? "");
  const node = emit(lowering, kind, raw, role, parent, flags & ~inArithmetic, name);
  for (const piece of pieces) assign(lowering, piece, Role.Part, node);
};

/** `$x`; in a string the grammar gives it the blanks before it, too. */
export const simpleExpansion: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.Expansion, raw, role, parent, flags & ~inArithmetic, rawText(lowering, raw).trimStart().slice(1));
};

/** `${x:-y}`: the first variable is the name; operators and what they work on are children. */
export const expansion: Handler = (lowering, raw, role, parent, flags) => {
  const { type, field } = lowering.raw;
  const children = rawChildren(lowering, raw);
  const isVariable = (child: number): boolean => type[child] === Type.VariableName || type[child] === Type.SpecialVariableName;
  const first = children.find((child) => isVariable(child) || type[child] === Type.Subscript) ?? -1;
  const variable = first >= 0 && type[first] === Type.Subscript ? childOfType(lowering, first, Type.VariableName) : first;
  const node = emit(lowering, Kind.Expansion, raw, role, parent, flags & ~inArithmetic, variable < 0 ? "" : rawText(lowering, variable));
  for (const child of children) {
    if (field[child] === Field.operator) assign(lowering, child, Role.Operator, node);
    else if (isNamed(lowering, child) && (child !== first || type[first] === Type.Subscript)) {
      assign(lowering, child, Role.Argument, node);
    }
  }
};

export const subscript: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Subscript, raw, role, parent, flags & ~inArithmetic);
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, lowering.raw.field[child] === Field.index ? Role.Index : Role.Object, node);
  }
};

/** `$( … )`, backquotes, `<( … )` and `>( … )`. */
export const substitution: Handler = (lowering, raw, role, parent, flags) => {
  const opening = lowering.text[lowering.raw.start[raw]!]!;
  const node = emit(lowering, Kind.CommandSubstitution, raw, role, parent, flags & ~inArithmetic, opening);
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, lowering.raw.field[child] === Field.redirect ? Role.Redirect : Role.Body, node);
  }
};

/** `{1..5}`. */
export const braces: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.Word, raw, role, parent, flags, rawText(lowering, raw));
};

export const regex: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.Regex, raw, role, parent, flags & ~inArithmetic, rawText(lowering, raw));
};

/** `2> file`. */
export const fileRedirect: Handler = (lowering, raw, role, parent, flags) => {
  const operator = rawChildren(lowering, raw).find((child) => !isNamed(lowering, child));
  const node = emit(lowering, Kind.Redirect, raw, role, parent, flags, operator === undefined ? "" : rawText(lowering, operator));
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, lowering.raw.type[child] === Type.FileDescriptor ? Role.Descriptor : Role.Target, node);
  }
};

/** `<<EOF`: the text is the target; what else stands on the line of the delimiter is kept below the redirection. */
export const heredocRedirect: Handler = (lowering, raw, role, parent, flags) => {
  const { start, type, field } = lowering.raw;
  const children = rawChildren(lowering, raw);
  const opening = childOfType(lowering, raw, Type.HeredocStart);
  const operator = children.find((child) => rawText(lowering, child).startsWith("<<"));
  const name = operator === undefined ? "<<" : rawText(lowering, operator);
  const node = emit(lowering, Kind.Redirect, raw, role, parent, flags, name);
  const delimiter = opening < 0 ? "" : rawText(lowering, opening);
  // With an error before the delimiter, the text after the last expansion has no node that it could be added at.
  const isBroken = childOfType(lowering, raw, Type.Error) >= 0;
  const closingAt = isBroken ? -1 : childOfType(lowering, raw, Type.HeredocEnd);
  for (const child of children) {
    if (type[child] === Type.FileDescriptor) assign(lowering, child, Role.Descriptor, node);
    else if (type[child] === Type.HeredocBody) {
      const bare = wordValue(delimiter.replace(/["']/g, ""));
      // A backslash before the delimiter is no part of it, see repairs.ts.
      const isRaw = bare !== delimiter || lowering.text[start[opening]! - 1] === "\\";
      const areTabsTaken = name === "<<-";
      const value = (text: string): string => documentValue(text, areTabsTaken, isRaw);
      const to = closingAt < 0 ? lowering.raw.end[child]! : Math.max(start[child]!, start[closingAt]!);
      lowering.documents.set(child, { bare, isRaw, closingAt, to, value });
      assign(lowering, child, Role.Target, node);
    } else if (field[child] === Field.redirect) assign(lowering, child, Role.Redirect, node);
    else if (field[child] === Field.argument) assign(lowering, child, Role.Argument, node);
    else if (isNamed(lowering, child)) assign(lowering, child, Role.Child, node);
  }
};

/** The text of a here-document. */
export const heredocBody: Handler = (lowering, raw, role, parent) => {
  const place = lowering.documents.get(raw);
  if (place === undefined) return;
  const from = lowering.raw.start[raw]!;
  const flags = place.isRaw ? Flag.RawString : 0;
  const node = lowering.builder.append(parent, Kind.HereDocument, role, from, place.to, place.bare, flags);
  const holes = namedChildren(lowering, raw);
  assignPieces(lowering, node, { from, to: place.to, holes, closing: place.closingAt, value: place.value });
};
