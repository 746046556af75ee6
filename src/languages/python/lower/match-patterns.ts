// Lowers `match`: its cases and their patterns, which look like expressions but are not.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import {
  type Wrapper,
  assign,
  childOfType,
  emit,
  emitName,
  isNamed,
  lastChildOfType,
  namedChildren,
  wrap,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { emitDotted } from "./imports.ts";
import { type Handler, type Lowering, otherReading } from "./lowering.ts";

export const matchStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Switch, raw, role, parent, flags | Flag.PatternMatch);
  const subjects: number[] = [];
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.field[child] === Field.subject) subjects.push(child);
    else if (lowering.raw.type[child] === Type.Block) {
      for (const part of namedChildren(lowering, child)) assign(lowering, part, Role.Case, node);
    } else assign(lowering, child, Role.Child, node);
  }
  const comma = lastChildOfType(lowering, raw, Type.Comma);
  if (comma >= 0 && subjects.length > 0) wrapSeveral(lowering, subjects, comma, node, Kind.Tuple, Role.Subject);
  else for (const subject of subjects) assign(lowering, subject, Role.Subject, node);
};

/** `a, b,` without parentheses as one node below `parent`, up to the last comma where that comes last. */
function wrapSeveral(
  lowering: Lowering,
  members: readonly number[],
  comma: number,
  parent: NodeId,
  kind: typeof Kind.Tuple | typeof Kind.MatchPattern,
  role: Role,
): void {
  const { start, end } = lowering.raw;
  const isTuple = kind === Kind.Tuple;
  wrap(lowering, parent, {
    kind,
    role,
    start: start[members[0]!]!,
    end: Math.max(end[members.at(-1)!]!, end[comma]!),
    name: isTuple ? "" : "sequence",
    flags: 0,
    members: members.map((raw) => ({ raw, role: isTuple ? Role.Element : Role.Pattern })),
  });
}

export const caseClause: Handler = (lowering, raw, role, parent, flags) => {
  const patterns = namedChildren(lowering, raw).filter((child) => lowering.raw.type[child] === Type.CasePattern);
  const comma = lastChildOfType(lowering, raw, Type.Comma);
  const guard = namedChildren(lowering, raw).find((child) => lowering.raw.type[child] === Type.IfClause);
  const isDefault = patterns.length === 1 && comma < 0 && guard === undefined && isWildcard(lowering, patterns[0]!);
  const node = emit(lowering, Kind.Case, raw, role, parent, flags | (isDefault ? Flag.Default : 0));
  const isSequence = comma >= 0 && patterns.length > 0;
  if (isSequence) wrapSeveral(lowering, patterns, comma, node, Kind.MatchPattern, Role.Pattern);
  for (const child of namedChildren(lowering, raw)) {
    const type = lowering.raw.type[child];
    if (type === Type.CasePattern) {
      if (!isSequence) assign(lowering, child, Role.Pattern, node);
    } else if (child === guard) for (const test of namedChildren(lowering, child)) assign(lowering, test, Role.Guard, node);
    else assign(lowering, child, type === Type.Block ? Role.Body : Role.Child, node);
  }
};

function isWildcard(lowering: Lowering, pattern: number): boolean {
  return childOfType(lowering, pattern, Type.Underscore) >= 0 && namedChildren(lowering, pattern).length === 0;
}

/** The grammar's wrapper around one pattern; literals with a sign and `_` stand in it without a node of their own. */
export const casePattern: Handler = (lowering, raw, role, parent, flags) => {
  assignPatterns(lowering, raw, role, parent, flags);
};

/** Puts the patterns among the children of `raw` below `parent`, the loose tokens `_` and `-` included. */
function assignPatterns(lowering: Lowering, raw: number, role: Role, parent: NodeId, flags = 0): void {
  const { subtreeEnd, type } = lowering.raw;
  flags |= otherReading;
  const end = subtreeEnd[raw]!;
  for (let child = raw + 1; child < end; child = subtreeEnd[child]!) {
    if (type[child] === Type.Underscore) assign(lowering, child, role, parent, flags);
    else if (type[child] === Type.Minus) {
      const next = nextNamed(lowering, child, end);
      if (next < 0) continue;
      for (const wrapper of negative(lowering, child, next, role)) wrap(lowering, parent, wrapper);
      child = next;
    } else if (isNamed(lowering, child)) assign(lowering, child, role, parent, flags);
  }
}

function nextNamed(lowering: Lowering, after: number, end: number): number {
  const { subtreeEnd } = lowering.raw;
  for (let child = subtreeEnd[after]!; child < end; child = subtreeEnd[child]!) if (isNamed(lowering, child)) return child;
  return -1;
}

/** `-1` as a pattern: a value pattern that holds a Unary. */
function negative(lowering: Lowering, minus: number, operand: number, role: Role): Wrapper[] {
  const range = { start: lowering.raw.start[minus]!, end: lowering.raw.end[operand]! };
  return [
    { ...range, kind: Kind.MatchPattern, role, name: "value", flags: 0, members: [{ raw: operand, role: Role.Value }] },
    { ...range, kind: Kind.Unary, role: Role.Value, name: "-", flags: 0, members: [{ raw: operand, role: Role.Operand }] },
  ];
}

/** The token `_`. */
export const wildcard: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "wildcard");
};

/** A literal as a pattern: the value itself is lowered below a value pattern. */
export function valuePattern(value: Handler): Handler {
  return (lowering, raw, role, parent, flags) => {
    const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "value");
    value(lowering, raw, Role.Value, node, 0);
  };
}

/** `x` captures, `a.b` compares. */
export const namePattern: Handler = (lowering, raw, role, parent, flags) => {
  const isCapture = lowering.raw.type[raw] === Type.Identifier || namedChildren(lowering, raw).length === 1;
  if (isCapture) {
    const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "as");
    emitName(lowering, raw, Role.Target, node);
  } else {
    const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "value");
    emitDotted(lowering, raw, Role.Value, node);
  }
};

/** `pattern as x`; in `k=pattern as x` the grammar takes the keyword into the pattern. */
export const patternAs: Handler = (lowering, raw, role, parent, flags) => {
  const inner = childOfType(lowering, raw, Type.CasePattern);
  const keyword = inner < 0 ? -1 : childOfType(lowering, inner, Type.KeywordPattern);
  if (keyword >= 0) return keywordAs(lowering, raw, keyword, role, parent);
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "as");
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.type[child] === Type.CasePattern) assign(lowering, child, Role.Pattern, node);
    else assign(lowering, child, Role.Target, node);
  }
};

function keywordAs(lowering: Lowering, raw: number, keyword: number, role: Role, parent: NodeId): void {
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, 0, "keyword");
  const [name, value] = namedChildren(lowering, keyword);
  const target = namedChildren(lowering, raw).at(-1);
  if (name !== undefined) assign(lowering, name, Role.NameOf, node);
  if (value === undefined || target === undefined) return;
  const members = [{ raw: value, role: Role.Pattern }, { raw: target, role: Role.Target }];
  const { start, end } = lowering.raw;
  const range = { start: start[value]!, end: end[raw]! };
  wrap(lowering, node, { ...range, kind: Kind.MatchPattern, role: Role.Pattern, name: "as", flags: 0, members });
  lowering.flags[value] = otherReading;
}

export const unionPattern: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "or");
  assignPatterns(lowering, raw, Role.Pattern, node);
};

/** `[a, b]` and `(a, b)`; parentheses around one pattern are no sequence. */
export const sequencePattern: Handler = (lowering, raw, role, parent, flags) => {
  const isTuple = lowering.raw.type[raw] === Type.TuplePattern;
  if (isTuple && childOfType(lowering, raw, Type.Comma) < 0 && namedChildren(lowering, raw).length === 1) {
    return assignPatterns(lowering, raw, role, parent, flags | Flag.Parenthesized);
  }
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags | (isTuple ? Flag.Parenthesized : 0), "sequence");
  assignPatterns(lowering, raw, Role.Pattern, node);
};

export const classPattern: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "class");
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, lowering.raw.type[child] === Type.DottedName ? Role.Callee : Role.Pattern, node);
  }
};

/** `x=pattern` in a class pattern. */
export const keywordPattern: Handler = (lowering, raw, role, parent, flags) => {
  const name = childOfType(lowering, raw, Type.Identifier);
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "keyword");
  assignPatterns(lowering, raw, Role.Pattern, node);
  if (name >= 0) assign(lowering, name, Role.NameOf, node);
};

/** `*rest`, `**rest`, `*_`. */
export const splatPattern: Handler = (lowering, raw, role, parent, flags) => {
  flags |= childOfType(lowering, raw, Type.DoubleStar) >= 0 ? Flag.KeywordRest : Flag.Rest;
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "splat");
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, Role.Target, node);
};

/** `1 + 2j`, `-1 - 2j`. */
export const complexPattern: Handler = (lowering, raw, role, parent, flags) => {
  const { subtreeEnd, type, start, end } = lowering.raw;
  const isKey = role === Role.Key;
  const node = isKey ? parent : emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "value");
  const numbers = namedChildren(lowering, raw);
  const left = numbers[0] ?? raw;
  let operator = "+";
  let minus = -1;
  for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
    if (child < left && type[child] === Type.Minus) minus = child;
    else if (type[child] === Type.Minus) operator = "-";
  }
  const sum = emit(lowering, Kind.Binary, raw, isKey ? role : Role.Value, node, 0, operator);
  for (const number of numbers) assign(lowering, number, number === left ? Role.Left : Role.Right, sum);
  if (minus < 0 || left === raw) return;
  const unary = lowering.builder.append(sum, Kind.Unary, Role.Left, start[minus]!, end[left]!, "-");
  assign(lowering, left, Role.Operand, unary);
};

/** `{"key": pattern, **rest}`: each key with its pattern is a Pair, for which the grammar has no node. */
export const mappingPattern: Handler = (lowering, raw, role, parent, flags) => {
  const { subtreeEnd, field, type, start, end } = lowering.raw;
  const node = emit(lowering, Kind.MatchPattern, raw, role, parent, flags, "mapping");
  let keyStart = -1;
  let key = -1;
  let isNegative = false;
  for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
    if (field[child] === Field.key) {
      if (keyStart < 0) keyStart = start[child]!;
      if (type[child] === Type.Minus) isNegative = true;
      if (isNamed(lowering, child)) key = child;
    } else if (field[child] === Field.value && key >= 0) {
      const pair = { kind: Kind.Pair, role: Role.Child, start: keyStart, end: end[child]!, name: "", flags: 0 } as const;
      const keyRole = isNegative ? Role.Operand : Role.Key;
      wrap(lowering, node, { ...pair, members: [{ raw: key, role: keyRole }, { raw: child, role: Role.Value }] });
      if (isNegative) {
        wrap(lowering, node, { ...pair, kind: Kind.Unary, role: Role.Key, end: end[key]!, name: "-", members: [{ raw: key, role: keyRole }] });
      }
      key = keyStart = -1;
      isNegative = false;
    } else if (isNamed(lowering, child)) assign(lowering, child, Role.Child, node);
  }
};
