// Lowers functions, classes, their decorators and parameters, type parameters and type aliases.

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
  namedChildren,
  rawText,
} from "./lowering.ts";

/** A definition with its decorators: one node that starts at the first decorator. */
export const decoratedDefinition: Handler = (lowering, raw, role, parent, flags) => {
  const definition = childOfField(lowering, raw, Field.definition);
  if (definition < 0) {
    const region = emit(lowering, Kind.Other, raw, role, parent, flags, "decorated_definition");
    return assignChildren(lowering, raw, Role.Child, region);
  }
  const node = emitDefinition(lowering, definition, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    if (child !== definition) assign(lowering, child, Role.Decorator, node);
  }
  assignDefinitionParts(lowering, definition, node);
};

/** A `def` or `class` without decorators. */
export const definition: Handler = (lowering, raw, role, parent, flags) => {
  const node = emitDefinition(lowering, raw, raw, role, parent, flags);
  assignDefinitionParts(lowering, raw, node);
};

function emitDefinition(lowering: Lowering, raw: number, whole: number, role: Role, parent: NodeId, flags: number): NodeId {
  const name = childOfField(lowering, raw, Field.name);
  const kind = lowering.raw.type[raw] === Type.ClassDefinition ? Kind.ClassDeclaration : Kind.FunctionDeclaration;
  if (childOfType(lowering, raw, Type.Async) >= 0) flags |= Flag.Async;
  return emit(lowering, kind, whole, role, parent, flags, name < 0 ? "" : rawText(lowering, name));
}

function assignDefinitionParts(lowering: Lowering, raw: number, node: NodeId): void {
  for (const child of namedChildren(lowering, raw)) {
    switch (lowering.raw.field[child]) {
      case Field.name:
        assign(lowering, child, Role.NameOf, node);
        break;
      case Field.type_parameters:
        assignChildren(lowering, child, Role.TypeParameter, node);
        break;
      case Field.parameters:
        assignChildren(lowering, child, Role.Parameter, node);
        break;
      case Field.superclasses:
        assignChildren(lowering, child, Role.Base, node);
        break;
      case Field.return_type:
        assign(lowering, child, Role.ReturnType, node);
        break;
      default:
        assign(lowering, child, lowering.raw.type[child] === Type.Block ? Role.Body : Role.Child, node);
    }
  }
}

const restFlags: ReadonlyMap<number, number> = new Map([
  [Type.ListSplatPattern, Flag.Rest],
  [Type.DictionarySplatPattern, Flag.KeywordRest],
  [Type.KeywordSeparator, Flag.KeywordMarker],
  [Type.PositionalSeparator, Flag.PositionalMarker],
]);

/** One parameter of whatever form; called for every raw node under the role Parameter. */
export const parameter: Handler = (lowering, raw, role, parent, flags) => {
  const { type, field } = lowering.raw;
  // The bare target stands either directly or inside a node that adds a type or a default.
  const isPlain = type[raw] !== Type.TypedParameter && type[raw] !== Type.DefaultParameter && type[raw] !== Type.TypedDefaultParameter;
  const parts = isPlain ? [raw] : namedChildren(lowering, raw);
  let target = parts.find((part) => field[part] !== Field.type && field[part] !== Field.value) ?? -1;
  if (isPlain) target = raw;
  const rest = target < 0 ? 0 : (restFlags.get(type[target]!) ?? 0);
  const name = target < 0 || rest === 0 ? target : (namedChildren(lowering, target)[0] ?? -1);
  const plainName = name >= 0 && type[name] === Type.Identifier ? rawText(lowering, name) : "";
  const node = emit(lowering, Kind.Parameter, raw, role, parent, flags | rest, plainName);
  if (name === raw) {
    if (type[raw] === Type.Identifier) emitName(lowering, raw, Role.Target, node);
    else if (type[raw] === Type.TuplePattern) {
      const tuple = emit(lowering, Kind.Tuple, raw, Role.Target, node, Flag.Parenthesized);
      assignChildren(lowering, raw, Role.Element, tuple);
    }
    return;
  }
  if (name >= 0) assign(lowering, name, Role.Target, node);
  if (isPlain) return;
  for (const part of parts) {
    if (field[part] === Field.type) assign(lowering, part, Role.Type, node);
    else if (field[part] === Field.value) assign(lowering, part, Role.Default, node);
    else if (part !== target) assign(lowering, part, Role.Child, node);
  }
};

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
    if (lowering.raw.type[child] === Type.TypeParameter) assignChildren(lowering, child, Role.Index, node);
    else assign(lowering, child, Role.Object, node);
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
  const node = emit(lowering, Kind.TypeAlias, raw, role, parent, flags, name < 0 ? "" : rawText(lowering, name));
  if (name >= 0) assign(lowering, name, Role.NameOf, node);
  if (generic) {
    const list = childOfType(lowering, head, Type.TypeParameter);
    if (list >= 0) assignChildren(lowering, list, Role.TypeParameter, node);
  }
  for (const child of namedChildren(lowering, raw)) if (child !== left) assign(lowering, child, Role.Value, node);
};
