// Lowers the statements whose children need a closer look: branches, loops, try, with, assert, del, expression statements.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import {
  assign,
  assignChildren,
  childOfField,
  childOfType,
  emit,
  namedChildren,
  wrap,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { wrapInTuple } from "./expressions.ts";
import type { Handler, Lowering } from "./lowering.ts";

/** An expression on a line of its own; with a comma it is a tuple. */
export const expressionStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.ExpressionStatement, raw, role, parent, flags);
  if (childOfType(lowering, raw, Type.Comma) < 0) return assignChildren(lowering, raw, Role.Expression, node);
  const tuple = emit(lowering, Kind.Tuple, raw, Role.Expression, node);
  assignChildren(lowering, raw, Role.Element, tuple);
};

export const ifStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.If, raw, role, parent, flags);
  assignBranch(lowering, raw, node);
  assignNextAlternative(lowering, raw, raw + 1, node);
};

/** An `elif` is an If that holds everything up to the end of the whole statement. */
export const elifClause: Handler = (lowering, raw, role, parent, flags) => {
  const whole = lowering.enclosingIf.get(raw) ?? raw;
  const { start, end, subtreeEnd } = lowering.raw;
  const node = lowering.builder.append(parent, Kind.If, role, start[raw]!, end[whole]!, "", flags | Flag.Elif);
  assignBranch(lowering, raw, node);
  if (whole !== raw) assignNextAlternative(lowering, whole, subtreeEnd[raw]!, node);
};

function assignBranch(lowering: Lowering, raw: number, node: NodeId): void {
  for (const child of namedChildren(lowering, raw)) {
    const field = lowering.raw.field[child];
    if (field === Field.condition) assign(lowering, child, Role.Test, node);
    else if (field === Field.consequence) assign(lowering, child, Role.Consequent, node);
    else if (field !== Field.alternative) assign(lowering, child, Role.Child, node);
  }
}

function assignNextAlternative(lowering: Lowering, whole: number, from: number, node: NodeId): void {
  const { subtreeEnd, type } = lowering.raw;
  for (let child = from; child < subtreeEnd[whole]!; child = subtreeEnd[child]!) {
    // What could not be read before the next branch stands where the previous branch is still open.
    if (type[child] === Type.Error) assign(lowering, child, Role.Child, node);
    if (type[child] !== Type.ElifClause && type[child] !== Type.ElseClause) continue;
    assign(lowering, child, Role.Alternate, node);
    if (type[child] === Type.ElifClause) {
      lowering.enclosingIf.set(child, whole);
      return;
    }
  }
}

export const forStatement: Handler = (lowering, raw, role, parent, flags) => {
  if (childOfType(lowering, raw, Type.Async) >= 0) flags |= Flag.Async;
  const node = emit(lowering, Kind.ForEach, raw, role, parent, flags, "in");
  for (const child of namedChildren(lowering, raw)) {
    const field = lowering.raw.field[child];
    if (field === Field.left) assign(lowering, child, Role.Target, node);
    else if (field === Field.right) assign(lowering, child, Role.Iterable, node);
    else assign(lowering, child, field === Field.body ? Role.Body : Role.Alternate, node);
  }
};

export const tryStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Try, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    const type = lowering.raw.type[child];
    if (type === Type.ExceptClause) assign(lowering, child, Role.Handler, node);
    else if (type === Type.FinallyClause) assign(lowering, child, Role.Finalizer, node);
    else assign(lowering, child, type === Type.ElseClause ? Role.Alternate : Role.Body, node);
  }
};

/** `except E as e:`; several types without parentheses mean a tuple. */
export const exceptClause: Handler = (lowering, raw, role, parent, flags) => {
  if (childOfType(lowering, raw, Type.Star) >= 0) flags |= Flag.Group;
  const node = emit(lowering, Kind.Handler, raw, role, parent, flags);
  const types = namedChildren(lowering, raw).filter((child) => lowering.raw.field[child] === Field.value);
  for (const child of namedChildren(lowering, raw)) {
    const field = lowering.raw.field[child];
    if (field === Field.alias) assign(lowering, child, Role.Target, node);
    else if (field !== Field.value) assign(lowering, child, Role.Body, node);
    else if (types.length > 1) continue;
    else if (lowering.raw.type[child] !== Type.AsPattern) assign(lowering, child, Role.Type, node);
    else assignAsPattern(lowering, child, Role.Type, node, node);
  }
  if (types.length > 1) wrapInTuple(lowering, types, Role.Type, node);
};

/** The two sides of `value as target`, each to its own place. */
function assignAsPattern(lowering: Lowering, raw: number, valueRole: Role, valueParent: NodeId, targetParent: NodeId): void {
  for (const side of namedChildren(lowering, raw)) {
    if (lowering.raw.field[side] === Field.alias) assign(lowering, side, Role.Target, targetParent);
    else assign(lowering, side, valueRole, valueParent);
  }
}

/** `value as target` where the grammar allows an expression. */
export const asPattern: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Other, raw, role, parent, flags, "as_pattern");
  assignAsPattern(lowering, raw, Role.Value, node, node);
};

/** `with a as b, c as d:`; the parentheses that may stand around the items are no node of ours. */
export const withStatement: Handler = (lowering, raw, role, parent, flags) => {
  if (childOfType(lowering, raw, Type.Async) >= 0) flags |= Flag.Async;
  const node = emit(lowering, Kind.With, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.type[child] !== Type.WithClause) assign(lowering, child, Role.Body, node);
    else if (isOneTuple(lowering, child)) emitTupleItem(lowering, child, node);
    else assignChildren(lowering, child, Role.Item, node);
  }
};

/** `with (a := b, c):` and `with (a, *b):` have one item, a tuple: such expressions are no items by themselves. */
function isOneTuple(lowering: Lowering, clause: number): boolean {
  if (childOfType(lowering, clause, Type.OpenParenthesis) < 0 || childOfType(lowering, clause, Type.Comma) < 0) return false;
  const { start, type } = lowering.raw;
  return namedChildren(lowering, clause).some(
    (item) => type[item + 1] === Type.NamedExpression || lowering.text[start[item]!] === "*",
  );
}

function emitTupleItem(lowering: Lowering, clause: number, parent: NodeId): void {
  const item = emit(lowering, Kind.WithItem, clause, Role.Item, parent);
  const tuple = emit(lowering, Kind.Tuple, clause, Role.Value, item, Flag.Parenthesized);
  for (const child of namedChildren(lowering, clause)) assignChildren(lowering, child, Role.Element, tuple);
}

export const withItem: Handler = (lowering, raw, role, parent, flags) => {
  const value = withoutParentheses(lowering, childOfField(lowering, raw, Field.value));
  if (value >= 0 && lowering.raw.type[value] === Type.Tuple) {
    const elements = namedChildren(lowering, value);
    if (elements.some((element) => lowering.raw.type[element] === Type.AsPattern)) {
      for (const element of elements) wrapItem(lowering, element, parent);
      return;
    }
  }
  const node = emit(lowering, Kind.WithItem, value < 0 ? raw : value, role, parent, flags);
  if (value < 0) return assignChildren(lowering, raw, Role.Value, node);
  if (lowering.raw.type[value] === Type.AsPattern) assignAsPattern(lowering, value, Role.Value, node, node);
  else assign(lowering, value, Role.Value, node);
};

/** `(a as b)` is read as a parenthesized expression where it is the only item. */
function withoutParentheses(lowering: Lowering, value: number): number {
  const { type } = lowering.raw;
  let inner = value;
  while (inner >= 0 && type[inner] === Type.ParenthesizedExpression) inner = namedChildren(lowering, inner)[0] ?? -1;
  return inner >= 0 && (type[inner] === Type.AsPattern || (type[inner] === Type.Tuple && inner === value)) ? inner : value;
}

/** `(a as b, c,)` is read as a tuple. */
function wrapItem(lowering: Lowering, element: number, parent: NodeId): void {
  const { start, end, type } = lowering.raw;
  const sides = type[element] === Type.AsPattern ? namedChildren(lowering, element) : [element];
  wrap(lowering, parent, {
    kind: Kind.WithItem,
    role: Role.Item,
    start: start[element]!,
    end: end[element]!,
    name: "",
    flags: 0,
    members: sides.map((raw, index) => ({ raw, role: index === 0 ? Role.Value : Role.Target })),
  });
}

export const assertStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Assert, raw, role, parent, flags);
  namedChildren(lowering, raw).forEach((child, index) => {
    assign(lowering, child, index === 0 ? Role.Test : Role.Message, node);
  });
};

/** `del a, b`: each target is an argument of its own. */
export const deleteStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Delete, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.type[child] === Type.ExpressionList) assignChildren(lowering, child, Role.Argument, node);
    else assign(lowering, child, Role.Argument, node);
  }
};
