// Lowers functions, classes, their decorators and parameters, type parameters and type aliases.

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
  namedChildren,
  rawText,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import type { Handler, Lowering } from "./lowering.ts";

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
