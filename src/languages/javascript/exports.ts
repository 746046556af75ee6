// Lists what a file exports, as ES module and as CommonJS module, and its top-level functions and classes beside that.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { DefinitionFact, DefinitionKind } from "../../syntax/module-facts.ts";
import { type NameUses, countUsesWithin } from "../../syntax/name-uses.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../syntax/tree.ts";

export function findExports(tree: SyntaxTree, path: string, uses: NameUses): readonly DefinitionFact[] {
  const found: DefinitionFact[] = [];
  for (const statement of childrenOf(tree, 0)) {
    const kind = tree.kind[statement];
    if (kind === Kind.Export) addExport(tree, statement, uses, found);
    else if (kind === Kind.ExpressionStatement) addCommonExport(tree, statement, uses, found);
    else if (definitionKinds.has(kind!)) found.push(...declared(tree, statement, uses));
  }
  const joined = withNamespaces(tree, joinLists(found));
  return exportsAll(tree, path) ? joined.map((entry) => (entry.exportedAs === undefined ? { ...entry, exportedAs: entry.name } : entry)) : joined;
}

/** A declaration file exports everything at its top level, unless a statement of it says what it exports. */
function exportsAll(tree: SyntaxTree, path: string): boolean {
  const saysWhat = (node: NodeId): boolean => tree.kind[node] === Kind.Export && (childOf(tree, node, Role.Declaration) === noNode || hasFlag(tree, node, Flag.Default));
  return /\.d\.(?:[^/.]+\.)?[cm]?ts$/.test(path) && !childrenOf(tree, 0).some(saysWhat);
}

/** `import * as all from "./x"; export { all }` hands a whole module on, as `export * as all from "./x"` does. */
function withNamespaces(tree: SyntaxTree, found: readonly DefinitionFact[]): readonly DefinitionFact[] {
  if (!found.some((entry) => entry.exportedAs !== undefined && entry.kind === "variable" && entry.from === undefined)) return found;
  const namespaces = new Map<string, string>();
  for (const statement of childrenOf(tree, 0)) {
    if (tree.kind[statement] !== Kind.ImportFrom) continue;
    for (const item of childrenOf(tree, statement, Role.Item)) {
      const local = childOf(tree, item, Role.Local);
      if (nameOf(tree, item) === "*" && local !== noNode) namespaces.set(nameOf(tree, local), nameOf(tree, statement));
    }
  }
  return found.map((entry) => {
    const specifier = entry.exportedAs === undefined || entry.from !== undefined ? undefined : namespaces.get(entry.name);
    return specifier === undefined ? entry : { ...entry, from: [specifier, "*"] as const };
  });
}

const definitionKinds: ReadonlyMap<number, DefinitionKind> = new Map<number, DefinitionKind>([
  [Kind.FunctionDeclaration, "function"],
  [Kind.ClassDeclaration, "class"],
  [Kind.TypeAlias, "type"],
  [Kind.Interface, "type"],
  [Kind.Enum, "variable"],
]);

/** A local definition that an `export { … }` names elsewhere is one definition, which knows best what it is and who uses it. */
function joinLists(found: readonly DefinitionFact[]): DefinitionFact[] {
  const locals = new Map(found.flatMap((entry) => (entry.exportedAs === undefined ? [[entry.name, entry] as const] : [])));
  const exportedLocals = new Set(found.flatMap((entry) => (entry.exportedAs !== undefined && entry.from === undefined ? [entry.name] : [])));
  return found.flatMap((entry) => {
    if (entry.exportedAs === undefined) return exportedLocals.has(entry.name) ? [] : [entry];
    const local = entry.from === undefined && entry.kind !== "type" ? locals.get(entry.name) : undefined;
    return [local === undefined ? entry : { ...entry, kind: local.kind, usesHere: local.usesHere }];
  });
}

function addExport(tree: SyntaxTree, node: NodeId, uses: NameUses, found: DefinitionFact[]): void {
  const declaration = childOf(tree, node, Role.Declaration);
  const isDefault = hasFlag(tree, node, Flag.Default);
  if (declaration !== noNode) {
    for (const entry of declared(tree, declaration, uses)) found.push({ ...entry, exportedAs: isDefault ? "default" : entry.name });
    return;
  }
  if (isDefault) found.push({ name: "default", kind: "variable", exportedAs: "default", usesHere: 0, start: tree.start[node]!, end: Math.min(tree.end[node]!, tree.start[node]! + "export default".length) });
  const isElsewhere = childOf(tree, node, Role.Source) !== noNode;
  const whole = childOf(tree, node, Role.Exported);
  if (whole !== noNode) found.push({ ...named(tree, whole), kind: "variable", exportedAs: nameOf(tree, whole), from: [nameOf(tree, node), "*"], usesHere: 0 });
  for (const item of childrenOf(tree, node, Role.Item)) {
    const local = childOf(tree, item, Role.Local);
    const name = nameOf(tree, local === noNode ? item : local);
    found.push({
      ...named(tree, item),
      name,
      kind: hasFlag(tree, node, Flag.TypeOnly) || hasFlag(tree, item, Flag.TypeOnly) ? "type" : "variable",
      exportedAs: nameOf(tree, item),
      ...(isElsewhere ? { from: [nameOf(tree, node), name] as const } : {}),
      // One is the declaration or import of it.
      usesHere: isElsewhere || local === noNode ? 0 : Math.max(0, uses.counts[tree.name[local]!]! - 1),
    });
  }
}

function named(tree: SyntaxTree, node: NodeId): { name: string; start: number; end: number } {
  return { name: nameOf(tree, node), start: tree.start[node]!, end: tree.end[node]! };
}

/** What a declaration binds; parts of patterns are variables. */
function declared(tree: SyntaxTree, node: NodeId, uses: NameUses): DefinitionFact[] {
  if (tree.kind[node] === Kind.VariableDeclaration) {
    return childrenOf(tree, node, Role.Declaration).flatMap((declarator) => {
      const target = childOf(tree, declarator, Role.Target);
      return target === noNode ? [] : boundNames(tree, target).map((name) => ({ ...named(tree, name), kind: "variable" as const, usesHere: usesOutside(tree, declarator, name, uses) }));
    });
  }
  const kind = definitionKinds.get(tree.kind[node]!);
  const name = childOf(tree, node, Role.NameOf);
  // A nameless function or class is the default export; a namespace belongs to the types.
  if (kind === undefined || name === noNode) {
    return kind === undefined ? [] : [{ name: "default", kind, usesHere: 0, start: tree.start[node]!, end: Math.min(tree.end[node]!, tree.start[node]! + textOf(tree, node).search(/[\s({]|$/)) }];
  }
  const isDecorated = childOf(tree, node, Role.Decorator) !== noNode;
  const isOverload = tree.kind[node] === Kind.FunctionDeclaration && childOf(tree, node, Role.Body) === noNode;
  return [{ ...named(tree, name), kind, usesHere: usesOutside(tree, node, name, uses), ...(isDecorated || isOverload || hasFlag(tree, node, Flag.Declare) ? { isRegistered: true as const } : {}) }];
}

function usesOutside(tree: SyntaxTree, node: NodeId, name: NodeId, uses: NameUses): number {
  const id = tree.name[name]!;
  return Math.max(0, uses.counts[id]! - countUsesWithin(tree, node, id));
}

function boundNames(tree: SyntaxTree, target: NodeId): NodeId[] {
  if (tree.kind[target] === Kind.Name) return [target];
  return childrenOf(tree, target).flatMap((child) => {
    if (tree.kind[child] !== Kind.Pair) return tree.role[child] === Role.Default ? [] : boundNames(tree, child);
    const value = childOf(tree, child, Role.Value);
    return value === noNode ? [] : boundNames(tree, value);
  });
}

/** `exports.a = …`, `module.exports.a = …`, `module.exports = { a, b: c }`. */
function addCommonExport(tree: SyntaxTree, statement: NodeId, uses: NameUses, found: DefinitionFact[]): void {
  let assignment = statement + 1;
  // `exports.a = exports.b = …` exports both.
  while (assignment < tree.subtreeEnd[statement]! && tree.kind[assignment] === Kind.Assignment) {
    const target = childOf(tree, assignment, Role.Target);
    const value = childOf(tree, assignment, Role.Value);
    if (target === noNode || value === noNode) return;
    if (isExportsObject(tree, target)) addMembers(tree, value, uses, found);
    else if (tree.kind[target] === Kind.Attribute && isExportsObject(tree, childOf(tree, target, Role.Object))) {
      const property = childOf(tree, target, Role.Property);
      const id = tree.name[property]!;
      found.push({ ...named(tree, property), kind: "variable", exportedAs: nameOf(tree, property), usesHere: Math.max(0, uses.counts[id]! - countUsesWithin(tree, assignment, id)) });
    }
    assignment = value;
  }
}

function isExportsObject(tree: SyntaxTree, node: NodeId): boolean {
  if (node === noNode) return false;
  if (tree.kind[node] === Kind.Name) return nameOf(tree, node) === "exports";
  const object = tree.kind[node] === Kind.Attribute ? childOf(tree, node, Role.Object) : noNode;
  return object !== noNode && nameOf(tree, node) === "exports" && tree.kind[object] === Kind.Name && nameOf(tree, object) === "module";
}

function addMembers(tree: SyntaxTree, value: NodeId, uses: NameUses, found: DefinitionFact[]): void {
  if (tree.kind[value] !== Kind.Dictionary) return;
  const declaredNames = namesOfDeclarations(tree);
  for (const pair of childrenOf(tree, value, Role.Element)) {
    if (tree.kind[pair] !== Kind.Pair || nameOf(tree, pair) === "" || hasFlag(tree, pair, Flag.Computed)) continue;
    const key = childOf(tree, pair, Role.Key);
    const at = key === noNode ? childOf(tree, pair, Role.Value) : key;
    const id = tree.name[pair]!;
    // The name of a function or class is no use where it is defined; that of a variable or import is counted there.
    const ownUses = declaredNames.has(id) ? 0 : 1;
    found.push({ ...named(tree, at), name: nameOf(tree, pair), kind: "variable", exportedAs: nameOf(tree, pair), usesHere: Math.max(0, uses.counts[id]! - countUsesWithin(tree, pair, id) - ownUses) });
  }
}

/** Ids of the names of functions and classes at the top level. */
function namesOfDeclarations(tree: SyntaxTree): ReadonlySet<number> {
  const ids = childrenOf(tree, 0).flatMap((statement) => {
    const name = definitionKinds.has(tree.kind[statement]!) ? childOf(tree, statement, Role.NameOf) : noNode;
    return name === noNode ? [] : [tree.name[name]!];
  });
  return new Set(ids);
}
