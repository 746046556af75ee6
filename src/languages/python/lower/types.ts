// Lowers what the grammar has of its own for annotations, type parameters and type aliases.

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
  rawText,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { assignIndexes } from "./expressions.ts";
import type { Handler, Lowering } from "./lowering.ts";

/** One type parameter; called for every raw node under the role TypeParameter (the grammar's `type` wrapper). */
export const typeParameter: Handler = (lowering, raw, role, parent, flags) => {
  const { type } = lowering.raw;
  const inner = type[raw] === Type.Type ? (namedChildren(lowering, raw)[0] ?? raw) : raw;
  const pieces: number[] = [];
  // `T: int = str` reaches us as `T: (int: str)`, see repairs.ts.
  for (let at = inner; ; ) {
    const sides = type[at] === Type.ConstrainedType ? namedChildren(lowering, at) : [];
    if (sides.length < 2) {
      pieces.push(at);
      break;
    }
    pieces.push(sides[0]!);
    const next = sides[1]!;
    const content = namedChildren(lowering, next)[0];
    at = type[next] === Type.Type && content !== undefined && type[content] === Type.ConstrainedType ? content : next;
    if (at === next) {
      pieces.push(next);
      break;
    }
  }
  emitTypeParameter(lowering, raw, pieces, role, parent, flags);
};

function emitTypeParameter(
  lowering: Lowering,
  raw: number,
  pieces: readonly number[],
  role: Role,
  parent: NodeId,
  flags: number,
): void {
  const { type } = lowering.raw;
  const head = unwrapType(lowering, pieces[0]!);
  const isSplat = type[head] === Type.SplatType || type[head] === Type.ListSplat;
  if (isSplat) flags |= childOfType(lowering, head, Type.DoubleStar) >= 0 ? Flag.KeywordRest : Flag.Rest;
  const name = isSplat ? (namedChildren(lowering, head)[0] ?? head) : head;
  const plainName = type[name] === Type.Identifier ? rawText(lowering, name) : "";
  const node = emit(lowering, Kind.TypeParameter, raw, role, parent, flags, plainName);
  assign(lowering, name, Role.NameOf, node);
  const { start, end } = lowering.raw;
  let before = end[head]!;
  for (const piece of pieces.slice(1)) {
    const isDefault = lowering.text.slice(before, start[piece]).includes("=");
    assign(lowering, piece, isDefault ? Role.Default : Role.Constraint, node);
    before = end[piece]!;
  }
}

function unwrapType(lowering: Lowering, raw: number): number {
  return lowering.raw.type[raw] === Type.Type ? (namedChildren(lowering, raw)[0] ?? raw) : raw;
}

/** `list[int]` in an annotation: the grammar has a node of its own for what is a subscript elsewhere. */
export const genericType: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Subscript, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.type[child] !== Type.TypeParameter) assign(lowering, child, Role.Object, node);
    else assignIndexes(lowering, namedChildren(lowering, child), childOfType(lowering, child, Type.Comma), node);
  }
};

/** `a[int].b` in an annotation. */
export const memberType: Handler = (lowering, raw, role, parent, flags) => {
  const children = namedChildren(lowering, raw);
  const property = children.at(-1);
  const node = emit(lowering, Kind.Attribute, raw, role, parent, flags, property === undefined ? "" : rawText(lowering, property));
  for (const child of children) assign(lowering, child, child === property ? Role.Property : Role.Object, node);
};

/** `type A[T] = …`. */
export const typeAlias: Handler = (lowering, raw, role, parent, flags) => {
  const left = childOfField(lowering, raw, Field.left);
  const head = left < 0 ? -1 : unwrapType(lowering, left);
  const generic = head >= 0 && lowering.raw.type[head] === Type.GenericType;
  const name = generic ? (namedChildren(lowering, head)[0] ?? -1) : head;
  // `type(a).b = c` is read as an alias.
  if (name >= 0 && lowering.raw.type[name] !== Type.Identifier) lowering.misread.push(lowering.raw.start[raw]!);
  const node = emit(lowering, Kind.TypeAlias, raw, role, parent, flags, name < 0 ? "" : rawText(lowering, name));
  if (name >= 0) assign(lowering, name, Role.NameOf, node);
  if (generic) {
    const list = childOfType(lowering, head, Type.TypeParameter);
    if (list >= 0) assignChildren(lowering, list, Role.TypeParameter, node);
  }
  for (const child of namedChildren(lowering, raw)) if (child !== left) assign(lowering, child, Role.Value, node);
};

/**
 * `A | B | C` in an annotation. The grammar nests it by chance, depending on which operands look like types to it, so
 * the operands are put in order and nested to the left as everywhere else.
 */
export const unionType: Handler = (lowering, raw, role, parent, flags) => {
  const operands = unionOperands(lowering, raw);
  const { start, end } = lowering.raw;
  const first = start[raw]!;
  const owners: NodeId[] = [];
  let at = parent;
  for (let last = operands.length - 1; last > 0; last--) {
    const isOutermost = at === parent;
    const below = isOutermost ? role : Role.Left;
    at = lowering.builder.append(at, Kind.Binary, below, first, end[operands[last]!]!, "|", isOutermost ? flags : 0);
    owners.push(at);
  }
  if (owners.length === 0) return assign(lowering, operands[0]!, role, parent, flags);
  assign(lowering, operands[0]!, Role.Left, at);
  for (let index = 1; index < operands.length; index++) assign(lowering, operands[index]!, Role.Right, owners.at(-index)!);
};

function unionOperands(lowering: Lowering, raw: number): number[] {
  const { type } = lowering.raw;
  const operands: number[] = [];
  const pending = [raw];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const isUnion = at === raw || type[at] === Type.Type || type[at] === Type.UnionType || isBitwiseOr(lowering, at);
    if (!isUnion) operands.push(at);
    else pending.push(...namedChildren(lowering, at).reverse());
  }
  return operands;
}

function isBitwiseOr(lowering: Lowering, raw: number): boolean {
  if (lowering.raw.type[raw] !== Type.BinaryOperator) return false;
  const operator = childOfField(lowering, raw, Field.operator);
  return operator >= 0 && rawText(lowering, operator) === "|";
}
