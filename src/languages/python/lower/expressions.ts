// Lowers the expressions whose children need a closer look: calls, operators, comparisons, slices, comprehensions.

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
  emitName,
  isNamed,
  namedChildren,
  rawText,
  transparentHandler,
  wrap,
} from "../../tree-sitter/lowering.ts";
import { Field, Type, typeCount } from "../node-types.ts";
import type { Handler, Lowering } from "./lowering.ts";

/** `( … )` around one expression. */
export const parenthesized: Handler = (lowering, raw, role, parent, flags) => {
  transparentHandler(lowering, raw, role, parent, flags | Flag.Parenthesized);
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
  assignIndexes(lowering, indexes, childOfType(lowering, raw, Type.Comma), node);
};

/** `a[b,]` and `a[*b]` are indexed by a tuple of one, unlike `a[b]`. */
export function assignIndexes(lowering: Lowering, indexes: readonly number[], comma: number, node: NodeId): void {
  for (const index of indexes) assign(lowering, index, Role.Index, node);
  const only = indexes[0];
  if (indexes.length !== 1 || only === undefined) return;
  const { start, end } = lowering.raw;
  if (comma < 0 && lowering.text[start[only]!] !== "*") return;
  wrap(lowering, node, {
    kind: Kind.Tuple,
    role: Role.Index,
    start: start[only]!,
    end: comma < 0 ? end[only]! : end[comma]!,
    name: "",
    flags: 0,
    members: [{ raw: only, role: Role.Element }],
  });
}

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

/** `(a) = 1`, `for (a) in b`: parentheses around one target are no tuple. */
export const tuplePattern: Handler = (lowering, raw, role, parent, flags) => {
  const elements = namedChildren(lowering, raw);
  if (elements.length === 1 && childOfType(lowering, raw, Type.Comma) < 0) {
    return assign(lowering, elements[0]!, role, parent, flags | Flag.Parenthesized);
  }
  const node = emit(lowering, Kind.Tuple, raw, role, parent, flags | Flag.Parenthesized);
  for (const element of elements) assign(lowering, element, Role.Element, node);
};

/** Types of nodes that may begin with a star that belongs around them: the grammar reads `*f(x)` as `(*f)(x)`. */
const mayBeginWithStar: Uint8Array = (() => {
  const table = new Uint8Array(typeCount);
  table.fill(1, Type.Attribute, Type.Attribute + 1);
  for (const type of [Type.BinaryOperator, Type.BooleanOperator, Type.Call, Type.ComparisonOperator]) table[type] = 1;
  for (const type of [Type.ConditionalExpression, Type.GenericType, Type.Subscript, Type.UnionType]) table[type] = 1;
  return table;
})();

/**
 * Puts a Spread where a misplaced star stands at the beginning of an expression, and takes the star off the expression.
 * Returns the Spread, or `parent` where there is none.
 */
export function hoistStar(lowering: Lowering, raw: number, role: Role, parent: NodeId): NodeId {
  const { start, end, subtreeEnd, type } = lowering.raw;
  if (mayBeginWithStar[type[raw]!] === 0 || lowering.text.charCodeAt(start[raw]!) !== 42) return parent;
  let star = raw;
  while (mayBeginWithStar[type[star]!] !== 0 || type[star] === Type.Type) {
    if (star + 1 >= subtreeEnd[star]!) return parent;
    star++;
  }
  const isStar = type[star] === Type.ListSplat || type[star] === Type.ListSplatPattern || type[star] === Type.UnaryOperator;
  const operand = isStar ? namedChildren(lowering, star)[0] : undefined;
  if (operand === undefined) return parent;
  const spread = lowering.builder.append(parent, Kind.Spread, role, start[raw]!, end[raw]!);
  for (let node = raw; node <= star; node++) start[node] = start[operand]!;
  type[star] = Type.Type;
  return spread;
}

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
