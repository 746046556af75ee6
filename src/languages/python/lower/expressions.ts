// Lowers the expressions whose children need a closer look: calls, operators, comparisons, slices, comprehensions.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import { Field, Type } from "../node-types.ts";
import {
  type Handler,
  type Lowering,
  assign,
  assignChildren,
  childOfField,
  childOfType,
  emit,
  emitName,
  isNamed,
  namedChildren,
  rawText,
  wrap,
} from "./lowering.ts";

/** A wrapper of the grammar that is no node of ours: its named children take its place. */
export const transparent: Handler = (lowering, raw, role, parent, flags) => {
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, role, parent, flags);
};

/** `( … )` around one expression. */
export const parenthesized: Handler = (lowering, raw, role, parent, flags) => {
  transparent(lowering, raw, role, parent, flags | Flag.Parenthesized);
};

export const identifier: Handler = (lowering, raw, role, parent, flags) => {
  emitName(lowering, raw, role, parent, flags);
};

/** Numbers: separators go, letters in lower case, so that equal values are more often equal words. */
export const number: Handler = (lowering, raw, role, parent, flags) => {
  const name = rawText(lowering, raw).toLowerCase().replaceAll("_", "");
  const isHexadecimal = name.startsWith("0x");
  if (lowering.raw.type[raw] === Type.Float) flags |= Flag.Float;
  if (!isHexadecimal && name.endsWith("j")) flags |= Flag.Imaginary;
  emit(lowering, Kind.Number, raw, role, parent, flags, name);
  if (role === Role.Key) lowering.builder.setName(parent, name);
};

export const call: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Call, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    const type = lowering.raw.type[child];
    if (lowering.raw.field[child] === Field.function) assign(lowering, child, Role.Callee, node);
    else if (type === Type.ArgumentList) assignChildren(lowering, child, Role.Argument, node);
    else assign(lowering, child, Role.Argument, node);
  }
};

export const keywordArgument: Handler = (lowering, raw, role, parent, flags) => {
  const name = childOfField(lowering, raw, Field.name);
  const node = emit(lowering, Kind.KeywordArgument, raw, role, parent, flags, name < 0 ? "" : rawText(lowering, name));
  for (const child of namedChildren(lowering, raw)) if (child !== name) assign(lowering, child, Role.Value, node);
};

export const attribute: Handler = (lowering, raw, role, parent, flags) => {
  const property = childOfField(lowering, raw, Field.attribute);
  const node = emit(lowering, Kind.Attribute, raw, role, parent, flags, property < 0 ? "" : rawText(lowering, property));
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, child === property ? Role.Property : Role.Object, node);
  }
};

export const subscript: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Subscript, raw, role, parent, flags);
  const indexes: number[] = [];
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.field[child] === Field.subscript) indexes.push(child);
    else assign(lowering, child, Role.Object, node);
  }
  for (const index of indexes) assign(lowering, index, Role.Index, node);
  const comma = childOfType(lowering, raw, Type.Comma);
  if (indexes.length !== 1 || comma < 0) return;
  // `a[b,]` is indexed by a tuple of one, unlike `a[b]`.
  wrap(lowering, node, {
    kind: Kind.Tuple,
    role: Role.Index,
    start: lowering.raw.start[indexes[0]!]!,
    end: lowering.raw.end[comma]!,
    name: "",
    flags: 0,
    members: [{ raw: indexes[0]!, role: Role.Element }],
  });
};

export const slice: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Slice, raw, role, parent, flags);
  const roles = [Role.Lower, Role.Upper, Role.Step] as const;
  let colons = 0;
  const { subtreeEnd, type } = lowering.raw;
  for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
    if (type[child] === Type.Colon) colons++;
    else if (isNamed(lowering, child)) assign(lowering, child, roles[colons] ?? Role.Child, node);
  }
};

/** `a + b`, `a and b`, `-a`: the operator's text is the name, the other fields are the operands. */
function operation(kind: Kind): Handler {
  return (lowering, raw, role, parent, flags) => {
    const operator = childOfField(lowering, raw, Field.operator);
    const name = operator < 0 ? "" : rawText(lowering, operator);
    const node = emit(lowering, kind, raw, role, parent, flags, name);
    for (const child of namedChildren(lowering, raw)) {
      const field = lowering.raw.field[child];
      if (field === Field.left) assign(lowering, child, kind === Kind.AugmentedAssignment ? Role.Target : Role.Left, node);
      else if (field === Field.right) assign(lowering, child, kind === Kind.AugmentedAssignment ? Role.Value : Role.Right, node);
      else assign(lowering, child, field === Field.argument ? Role.Operand : Role.Child, node);
    }
  };
}

export const binary = operation(Kind.Binary);
export const logical = operation(Kind.Logical);
export const unary = operation(Kind.Unary);
export const augmentedAssignment = operation(Kind.AugmentedAssignment);

/** `A | B` in an annotation. */
export const unionType: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Binary, raw, role, parent, flags, "|");
  namedChildren(lowering, raw).forEach((child, index) => {
    assign(lowering, child, index === 0 ? Role.Left : Role.Right, node);
  });
};

/** Two operands are a Binary, more a ComparisonChain. */
export const comparison: Handler = (lowering, raw, role, parent, flags) => {
  const { subtreeEnd, field } = lowering.raw;
  const operators: number[] = [];
  for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
    if (field[child] === Field.operators) operators.push(child);
  }
  if (operators.length !== 1) {
    const node = emit(lowering, Kind.ComparisonChain, raw, role, parent, flags);
    for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
      if (field[child] === Field.operators) assign(lowering, child, Role.Operator, node);
      else if (isNamed(lowering, child)) assign(lowering, child, Role.Operand, node);
    }
    return;
  }
  const name = operatorName(lowering, operators[0]!);
  const node = emit(lowering, Kind.Binary, raw, role, parent, flags | Flag.Comparison, name);
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, child < operators[0]! ? Role.Left : Role.Right, node);
  }
};

/** An operator token inside a ComparisonChain. */
export const operatorToken: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.Operator, raw, role, parent, flags, operatorName(lowering, raw));
};

/** The grammar's own spelling, so that `not   in` and `not in` are one operator. */
function operatorName(lowering: Lowering, raw: number): string {
  return lowering.tables.symbolNames[lowering.raw.symbol[raw]!]!;
}

export const conditional: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Conditional, raw, role, parent, flags);
  const roles = [Role.Consequent, Role.Test, Role.Alternate] as const;
  let seen = 0;
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.type[child] === Type.Error) assign(lowering, child, Role.Child, node);
    else assign(lowering, child, roles[seen++] ?? Role.Child, node);
  }
};

export const lambda: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Lambda, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.type[child] === Type.LambdaParameters) assignChildren(lowering, child, Role.Parameter, node);
    else assign(lowering, child, Role.Body, node);
  }
};

/** `{k: v for …}`: the pair's two sides stand directly below the comprehension. */
export const dictionaryComprehension: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Comprehension, raw, role, parent, flags, "dict");
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.type[child] !== Type.Pair) assign(lowering, child, comprehensionRole(lowering, child), node);
    else {
      for (const side of namedChildren(lowering, child)) {
        assign(lowering, side, lowering.raw.field[side] === Field.key ? Role.Key : Role.Value, node);
      }
    }
  }
};

/** The other comprehensions. */
export function comprehension(name: string): Handler {
  return (lowering, raw, role, parent, flags) => {
    const node = emit(lowering, Kind.Comprehension, raw, role, parent, flags, name);
    for (const child of namedChildren(lowering, raw)) assign(lowering, child, comprehensionRole(lowering, child), node);
  };
}

function comprehensionRole(lowering: Lowering, child: number): Role {
  const type = lowering.raw.type[child];
  if (type === Type.ForInClause) return Role.ComprehensionFor;
  return type === Type.IfClause ? Role.ComprehensionIf : Role.Element;
}

export const comprehensionFor: Handler = (lowering, raw, role, parent, flags) => {
  if (childOfType(lowering, raw, Type.Async) >= 0) flags |= Flag.Async;
  const node = emit(lowering, Kind.ComprehensionFor, raw, role, parent, flags);
  const iterables: number[] = [];
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.field[child] === Field.right) iterables.push(child);
    else assign(lowering, child, Role.Target, node);
  }
  if (iterables.length === 1) assign(lowering, iterables[0]!, Role.Iterable, node);
  else wrapInTuple(lowering, iterables, Role.Iterable, node);
};

/** Several raw siblings that mean a tuple for which the grammar has no node. */
export function wrapInTuple(lowering: Lowering, members: readonly number[], role: Role, parent: number): void {
  if (members.length === 0) return;
  wrap(lowering, parent, {
    kind: Kind.Tuple,
    role,
    start: lowering.raw.start[members[0]!]!,
    end: lowering.raw.end[members.at(-1)!]!,
    name: "",
    flags: 0,
    members: members.map((raw) => ({ raw, role: Role.Element })),
  });
}

export const yieldExpression: Handler = (lowering, raw, role, parent, flags) => {
  if (childOfType(lowering, raw, Type.From) >= 0) flags |= Flag.Delegate;
  const node = emit(lowering, Kind.Yield, raw, role, parent, flags);
  assignChildren(lowering, raw, Role.Value, node);
  markGenerator(lowering, parent);
};

/** The nearest function around a `yield` is a generator. */
function markGenerator(lowering: Lowering, from: NodeId): void {
  const { builder } = lowering;
  for (let node = from; node !== 0; node = builder.parentOf(node)) {
    const kind = builder.kindOf(node);
    if (kind === Kind.FunctionDeclaration || kind === Kind.Lambda) return builder.addFlags(node, Flag.Generator);
    if (kind === Kind.ClassDeclaration) return;
  }
}
