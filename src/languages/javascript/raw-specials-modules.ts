// Raw lowering of imports, exports and namespaces.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { RawHandler, RawWalk } from "./raw-walk.ts";
import { offsetOf } from "./raw-layout.ts";

/** Names in module lists stand inline: a tag, and 8 bytes on an identifier or a string, whose text is 16 bytes in. */
const inlineName = 8 + offsetOf("IdentifierName", "name");
const declaredTypes: ReadonlySet<string> = new Set(["Function", "Class", "TSInterfaceDeclaration"]);
const alwaysTypes: ReadonlySet<string> = new Set(["TSTypeAliasDeclaration", "TSInterfaceDeclaration"]);

/** A handler for each struct of modules that needs one. */
export function createModuleHandlers(walk: RawWalk): Record<string, RawHandler> {
  return { ...specifierHandlers(walk), ...exportHandlers(walk), ...importEquals(walk), ...namespaceHandlers(walk) };
}

function specifierHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { words } = walk.buffer;
  const moduleName = walk.reader("ModuleExportName");
  const binding = walk.reader("BindingIdentifier");
  const startOf = (at: number): number => words[at >> 2]!;
  const imported = offsetOf("ImportSpecifier", "imported");
  const importedAs = offsetOf("ImportSpecifier", "local");
  const local = offsetOf("ExportSpecifier", "local");
  const exported = offsetOf("ExportSpecifier", "exported");
  const key = offsetOf("ImportAttribute", "key");
  return {
    ImportSpecifier(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      walk.nodes.name[node] = walk.jsString(at + imported + inlineName);
      const isAliased = startOf(at + imported + 8) !== startOf(at + importedAs);
      if (isAliased) walk.push(binding, at + importedAs, Role.Local, 0, node);
      walk.push(moduleName, at + imported, Role.Imported, 0, node);
    },
    ExportSpecifier(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      walk.nodes.name[node] = walk.jsString(at + exported + inlineName);
      const isAliased = startOf(at + local + 8) !== startOf(at + exported + 8);
      if (isAliased) walk.push(moduleName, at + exported, Role.Exported, 0, node);
      walk.push(moduleName, at + local, Role.Local, 0, node);
    },
    ImportAttribute(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      walk.nodes.name[node] = walk.jsString(at + key + inlineName);
      walk.pushChildren(id, at, node);
    },
  };
}

function exportHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { bytes, words } = walk.buffer;
  const { nodes } = walk;
  const declarationReader = walk.reader("Declaration");
  const declaration = offsetOf("ExportDeclaration", "declaration");
  const defaultReader = walk.reader("ExportDefaultDeclarationKind");
  const defaultDeclaration = offsetOf("ExportDefaultDeclaration", "declaration");
  const classDecorators = offsetOf("Class", "decorators");

  /** Decorators may stand before `export`. */
  function includeDecorators(node: number, struct: string, at: number): void {
    if (struct !== "Class" || words[(at + classDecorators + 8) >> 2] === 0) return;
    nodes.start[node] = Math.min(nodes.start[node]!, words[words[(at + classDecorators) >> 2]! >> 2]!);
  }

  function isAmbient(struct: string, at: number): boolean {
    const field = declareOffsets.get(struct);
    return field !== undefined && bytes[at + field] === 1;
  }
  const declareOffsets = new Map(
    [
      "VariableDeclaration", "Function", "Class", "TSTypeAliasDeclaration", "TSInterfaceDeclaration",
      "TSEnumDeclaration", "TSExternalModuleDeclaration", "TSNamespaceDeclaration", "TSGlobalDeclaration",
    ].map((struct) => [struct, offsetOf(struct, "declare")]),
  );

  return {
    ExportDeclaration(id, at, role, flags, parent) {
      const inner = walk.resolve(declarationReader, at + declaration)!;
      const struct = walk.structName(inner.struct);
      const isType = alwaysTypes.has(struct) || isAmbient(struct, inner.at);
      const node = walk.open(id, at, role, flags | (isType ? Flag.TypeOnly : 0), parent);
      includeDecorators(node, struct, inner.at);
      walk.push(declarationReader, at + declaration, Role.Declaration, 0, node);
    },
    ExportDefaultDeclaration(id, at, role, flags, parent) {
      const inner = walk.resolve(defaultReader, at + defaultDeclaration)!;
      const struct = walk.structName(inner.struct);
      const node = walk.open(id, at, role, flags, parent);
      includeDecorators(node, struct, inner.at);
      const isDeclared = declaredTypes.has(struct) && isDeclaration(struct, inner.at);
      walk.push(defaultReader, at + defaultDeclaration, isDeclared ? Role.Declaration : Role.Value, 0, node);
    },
  };

  /** `export default (function () {})` holds an expression of the same struct. */
  function isDeclaration(struct: string, at: number): boolean {
    if (struct === "TSInterfaceDeclaration") return true;
    const tag = bytes[at + offsetOf(struct, "type")]!;
    return struct === "Class" ? tag === 0 : tag === 0 || tag === 2;
  }
}

function importEquals(walk: RawWalk): Record<string, RawHandler> {
  const { words } = walk.buffer;
  const { nodes } = walk;
  const id = offsetOf("TSImportEqualsDeclaration", "id");
  const reference = offsetOf("TSImportEqualsDeclaration", "moduleReference");
  const referenceReader = walk.reader("TSModuleReference");
  const binding = walk.reader("BindingIdentifier");
  const module = walk.reader("$ImportModule");
  return {
    TSImportEqualsDeclaration(struct, at, role, flags, parent) {
      const node = walk.open(struct, at, role, flags, parent);
      walk.push(module, at, Role.Item, 0, node);
    },
    /** The part behind the keyword. Wrappers are no structs, so the range of `require(…)` is read from its box. */
    $ImportModule(_struct, at, role, flags, parent) {
      const start = words[(at + id) >> 2]!;
      const boxed = words[(at + reference + 8) >> 2]!;
      const end = words[(boxed >> 2) + 1]!;
      const target = walk.resolve(referenceReader, at + reference)!;
      const name = walk.constant(dottedName(target.struct, target.at));
      const node = nodes.append(parent, Kind.ImportModule, role, start, end, name, flags);
      walk.push(referenceReader, at + reference, Role.Source, 0, node);
      walk.push(binding, at + id, Role.Local, 0, node);
    },
  };

  /** `a.b.c`, or the text of a string. */
  function dottedName(struct: number, at: number): string {
    if (walk.structName(struct) !== "TSQualifiedName") return walk.textOfName(walk.nameOf(struct, at));
    const left = walk.resolve(walk.reader("TSTypeName"), at + offsetOf("TSQualifiedName", "left"))!;
    return `${dottedName(left.struct, left.at)}.${walk.textOfName(walk.nameOf(struct, at))}`;
  }
}

function namespaceHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { words } = walk.buffer;
  const { nodes } = walk;
  const id = offsetOf("TSNamespaceDeclaration", "id");
  const idName = id + offsetOf("BindingIdentifier", "name");
  const body = offsetOf("TSNamespaceDeclaration", "body");
  const bodyReader = walk.reader("TSNamespaceDeclarationBody");
  const globalBody = offsetOf("TSGlobalDeclaration", "body");
  const block = walk.reader("TSModuleBlock");
  /** A global declaration keeps the range of its keyword where others keep their name. */
  const globalId = 16;

  /** `namespace a.b.c {}` is three structs in the buffer: their places, outermost first. */
  function chainOf(at: number): number[] {
    const places = [at];
    for (;;) {
      const inner = walk.resolve(bodyReader, places.at(-1)! + body)!;
      if (walk.structName(inner.struct) !== "TSNamespaceDeclaration") return places;
      places.push(inner.at);
    }
  }

  /** Adds `a.b.c` as an Attribute around an Attribute, all at once: names have no children to wait for. */
  function addDotted(places: readonly number[], parent: number): void {
    const start = words[(places[0]! + id) >> 2]!;
    const nameAt = (index: number): number => walk.string(places[index]! + idName);
    const endAt = (index: number): number => words[((places[index]! + id) >> 2) + 1]!;
    const attributes: number[] = [];
    let above = parent;
    for (let index = places.length - 1; index > 0; index--) {
      const role = above === parent ? Role.NameOf : Role.Object;
      above = nodes.append(above, Kind.Attribute, role, start, endAt(index), nameAt(index), 0);
      attributes[index] = above;
    }
    const firstRole = places.length === 1 ? Role.NameOf : Role.Object;
    nodes.append(above, Kind.Name, firstRole, start, endAt(0), nameAt(0), 0);
    for (let index = 1; index < places.length; index++) {
      const at = words[(places[index]! + id) >> 2]!;
      nodes.append(attributes[index]!, Kind.Name, Role.Property, at, endAt(index), nameAt(index), 0);
    }
  }

  return {
    TSNamespaceDeclaration(struct, at, role, flags, parent) {
      const places = chainOf(at);
      const node = walk.open(struct, at, role, flags, parent);
      nodes.name[node] = places.length === 1 ? walk.string(at + idName) : 0;
      addDotted(places, node);
      walk.push(bodyReader, places.at(-1)! + body, Role.Body, 0, node);
    },
    TSGlobalDeclaration(struct, at, role, flags, parent) {
      const node = walk.open(struct, at, role, flags, parent);
      const start = words[(at + globalId) >> 2]!;
      const end = words[((at + globalId) >> 2) + 1]!;
      nodes.append(node, Kind.Name, Role.NameOf, start, end, nodes.name[node]!, 0);
      walk.push(block, at + globalBody, Role.Body, 0, node);
    },
  };
}
