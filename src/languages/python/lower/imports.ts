// Lowers the import statements to the one form that all languages share.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import { assign, childOfField, childOfType, emit, emitName, namedChildren, rawText } from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { type Handler, type Lowering, otherReading } from "./lowering.ts";

/** `import a.b as c, d`. */
export const importStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Import, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, Role.Item, node);
};

/** One module of an `import`; called for a dotted name or an aliased import under an Import. */
export const importModule: Handler = (lowering, raw, role, parent, flags) => {
  const aliased = lowering.raw.type[raw] === Type.AliasedImport;
  const path = aliased ? childOfField(lowering, raw, Field.name) : raw;
  const alias = aliased ? childOfField(lowering, raw, Field.alias) : -1;
  const node = emit(lowering, Kind.ImportModule, raw, role, parent, flags, path < 0 ? "" : dottedPath(lowering, path));
  if (alias >= 0) emitName(lowering, alias, Role.Local, node);
};

/** `from m import a as b`, also from `__future__`. */
export const importFrom: Handler = (lowering, raw, role, parent, flags) => {
  const isFuture = lowering.raw.type[raw] === Type.FutureImportStatement;
  const source = isFuture ? childOfType(lowering, raw, Type.FutureName) : childOfField(lowering, raw, Field.module_name);
  if (childOfType(lowering, raw, Type.WildcardImport) >= 0) flags |= Flag.Wildcard;
  const path = source < 0 ? "" : dottedPath(lowering, source);
  const node = emit(lowering, Kind.ImportFrom, raw, role, parent, flags, path);
  if (source >= 0) assign(lowering, source, Role.Source, node);
  for (const child of namedChildren(lowering, raw)) {
    if (child !== source && lowering.raw.type[child] !== Type.WildcardImport) {
      assign(lowering, child, Role.Item, node, otherReading);
    }
  }
};

/** The module of a `from … import`; called for every raw node under the role Source. */
export const importSource: Handler = (lowering, raw, role, parent, flags) => {
  const form = lowering.raw.type[raw] === Type.RelativeImport ? "relative_import" : "dotted_name";
  emit(lowering, Kind.Other, raw, role, parent, flags, form);
};

/** One name of a `from … import`; called for a dotted name or an aliased import under an ImportFrom. */
export const importSpecifier: Handler = (lowering, raw, role, parent, flags) => {
  const aliased = lowering.raw.type[raw] === Type.AliasedImport;
  const imported = aliased ? childOfField(lowering, raw, Field.name) : raw;
  const alias = aliased ? childOfField(lowering, raw, Field.alias) : -1;
  const name = imported < 0 ? "" : dottedPath(lowering, imported);
  const node = emit(lowering, Kind.ImportSpecifier, raw, role, parent, flags, name);
  if (imported >= 0) emit(lowering, Kind.Name, imported, Role.Imported, node, 0, name);
  if (alias >= 0) emitName(lowering, alias, Role.Local, node);
};

/** A dotted name where an expression stands (match patterns, decorators): nested attributes. */
export const dottedExpression: Handler = (lowering, raw, role, parent, flags) => {
  emitDotted(lowering, raw, role, parent, flags);
};

/** Emits `a.b.c` as Attribute(Attribute(a, b), c) below `parent`; returns the outermost node. */
export function emitDotted(lowering: Lowering, raw: number, role: Role, parent: NodeId, flags = 0): NodeId {
  const pieces = namedChildren(lowering, raw).filter((child) => lowering.raw.type[child] === Type.Identifier);
  if (pieces.length === 0) return emitName(lowering, raw, role, parent, flags);
  const { start, end } = lowering.raw;
  const owners: NodeId[] = [];
  let at: NodeId = parent;
  for (let last = pieces.length - 1; last > 0; last--) {
    const name = rawText(lowering, pieces[last]!);
    const isOutermost = last === pieces.length - 1;
    const below = isOutermost ? role : Role.Object;
    at = lowering.builder.append(at, Kind.Attribute, below, start[raw]!, end[pieces[last]!]!, name, isOutermost ? flags : 0);
    owners.push(at);
  }
  const innermost = emitName(lowering, pieces[0]!, owners.length === 0 ? role : Role.Object, at, owners.length === 0 ? flags : 0);
  for (let piece = 1; piece < pieces.length; piece++) emitName(lowering, pieces[piece]!, Role.Property, owners.at(-piece)!);
  return owners[0] ?? innermost;
}

/** The path without the white space and comments that may stand between its parts. */
function dottedPath(lowering: Lowering, raw: number): string {
  const text = rawText(lowering, raw);
  if (/^[.\w\u0080-\uffff]*$/.test(text)) return text;
  return text.replace(/#.*|\\\r?\n|\s+/g, "");
}
