// Builds the match nodes of imports and exports.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildClassDefinition, buildFunctionDefinition } from "./build-definitions.ts";
import { buildExpression } from "./build-expressions.ts";
import { buildStatements } from "./build-statements.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, listOf, nameNode, nodeAt, placeBetween } from "./view-context.ts";

/** One module of a Python `import`, or TypeScript's `import x = require("m")`. */
export function buildImport(context: ViewContext, statement: NodeId, item: NodeId): MatchNode {
  const { tree } = context;
  const alias = childOf(tree, item, Role.Local);
  const text = moduleText(context, nameOf(tree, item));
  const isFile = context.facts.objectsAreRecords;
  if (isFile) return buildImportRequire(context, statement, item);
  const node = nodeAt(context, "ImportAs", item, [alias === noNode ? none : nameNode(context, alias)], "dotted", text);
  return changed(node, { start: tree.start[statement]! });
}

/** `import x = require("m")` ends with the module's name; `import x = A.B` imports nothing. */
function buildImportRequire(context: ViewContext, statement: NodeId, item: NodeId): MatchNode {
  const { tree } = context;
  const [start, end] = [tree.start[statement]!, tree.end[statement]!];
  const required = /^import\b[^=]*=\s*require\s*\(\s*(["'])[^]*?\1/.exec(tree.text.slice(start, end));
  if (required === null) return makeNode("OtherStatement", start, end, [], "ImportAlias");
  const alias = childOf(tree, item, Role.Local);
  return makeNode("ImportAs", start, start + required[0].length, [alias === noNode ? none : nameNode(context, alias)], "file", moduleText(context, nameOf(tree, item)));
}

function moduleText(context: ViewContext, text: string): string {
  if (context.placeholders === undefined) return text;
  return text.split(".").map((part) => identifier(context, part)).join(".");
}

/** `from m import …` and `import … from "m"`: one or several directives. */
export function buildImportFrom(context: ViewContext, node: NodeId): MatchNode[] {
  const { tree } = context;
  const isFile = context.facts.objectsAreRecords;
  const sub = isFile ? "file" : "dotted";
  const source = childOf(tree, node, Role.Source);
  const text = isFile ? sourceText(context, source, nameOf(tree, node)) : moduleText(context, nameOf(tree, node));
  const items = childrenOf(tree, node, Role.Item);
  if (!isFile && hasFlag(tree, node, Flag.Wildcard)) return [nodeAt(context, "ImportAll", node, [], sub, text)];
  const build = items.map((item) => buildSpecifier(context, node, item, { sub, text }));
  if (items.length === 0) return [withoutSemicolon(context, nodeAt(context, "ImportAs", node, [none], sub, text))];
  if (!isFile) {
    const whole = nodeAt(context, "ImportFrom", node, build, sub, text);
    return [changed(whole, { end: build[build.length - 1]!.end })];
  }
  // What stands behind the module's name (`with { type: "json" }`) is no part of the import.
  const end = source === noNode ? tree.end[node]! : tree.end[source]!;
  return grouped(context, node, build, { sub, text }).map((one) => changed(one, { end: Math.min(one.end, end) }));
}

function sourceText(context: ViewContext, source: NodeId, name: string): string {
  if (source === noNode) return name;
  const { tree } = context;
  return tree.text.slice(tree.start[source]! + 1, tree.end[source]! - 1);
}

interface ModuleName {
  readonly sub: string;
  readonly text: string;
}

function buildSpecifier(context: ViewContext, statement: NodeId, item: NodeId, module: ModuleName): MatchNode {
  const { tree } = context;
  const local = childOf(tree, item, Role.Local);
  const imported = childOf(tree, item, Role.Imported);
  const name = identifier(context, nameOf(tree, item));
  if (hasFlag(tree, item, Flag.Wildcard) && local !== noNode) {
    return nodeAt(context, "ImportAs", statement, [nameNode(context, local)], module.sub, module.text);
  }
  const alias = local === noNode ? none : nameNode(context, local);
  const isAliased = alias !== none && !(alias.text === name && !hasFlag(tree, item, Flag.Default) && imported === local);
  const named = imported === noNode ? makeNode("Name", tree.start[item]!, tree.end[item]!, undefined, "", name) : nameNode(context, imported);
  return nodeAt(context, "ImportedName", item, isAliased ? [named, alias] : [named], hasFlag(tree, item, Flag.Default) || (name === "default" && module.sub === "file") ? "default" : "", name);
}

export function withoutSemicolon(context: ViewContext, node: MatchNode): MatchNode {
  const { text } = context.tree;
  return text[node.end - 1] === ";" ? changed(node, { end: text.slice(0, node.end - 1).trimEnd().length }) : node;
}

/** JavaScript keeps the default import apart from the named ones. */
function grouped(context: ViewContext, node: NodeId, items: readonly MatchNode[], module: ModuleName): MatchNode[] {
  const directives: MatchNode[] = [];
  const from = (names: readonly MatchNode[]): MatchNode => withoutSemicolon(context, nodeAt(context, "ImportFrom", node, names, module.sub, module.text));
  const named = items.filter((item) => item.tag === "ImportedName" && item.sub !== "default");
  for (const item of items) {
    if (item.tag === "ImportAs") directives.push(withoutSemicolon(context, item));
    else if (item.sub === "default") directives.push(from([item]));
  }
  if (named.length > 0) directives.push(from(named));
  return directives;
}

/** `export`: the definition itself, then a directive that names what is exported. */
export function buildExport(context: ViewContext, node: NodeId): MatchNode[] {
  const { tree } = context;
  const isDefault = hasFlag(tree, node, Flag.Default);
  const declaration = childOf(tree, node, Role.Declaration);
  const value = childOf(tree, node, Role.Value);
  const source = childOf(tree, node, Role.Source);
  if (hasFlag(tree, node, Flag.Wildcard)) {
    const name = source === noNode ? undefined : makeNode("Name", tree.start[source]! + 1, tree.end[source]! - 1, undefined, "", tree.text.slice(tree.start[source]! + 1, tree.end[source]! - 1));
    return [withoutSemicolon(context, nodeAt(context, "OtherDirective", node, name === undefined ? [] : [name], "ReExportNamespace", name?.text ?? ""))];
  }
  if (isDefault) return buildDefault(context, node, declaration === noNode ? value : declaration);
  if (declaration !== noNode) {
    const statements = exportedDeclaration(context, node, declaration);
    return statements.flatMap((one) => [one, ...exported(one, startOfExport(context, node, declaration))]);
  }
  const directives: MatchNode[] = [];
  for (const item of childrenOf(tree, node, Role.Item)) directives.push(...exportSpecifier(context, node, item, source));
  return directives;
}

function exportedDeclaration(context: ViewContext, node: NodeId, declaration: NodeId): MatchNode[] {
  const decoratorNodes = childrenOf(context.tree, node, Role.Decorator);
  if (decoratorNodes.length > 0 && context.tree.kind[declaration] === Kind.ClassDeclaration) return [buildClassDefinition(context, declaration)];
  return buildStatements(context, [declaration]);
}

/** Decorators may stand before the word `export`. */
function startOfExport({ tree }: ViewContext, node: NodeId, declaration: NodeId): number {
  const start = tree.start[node]!;
  if (tree.text.startsWith("export", start)) return start;
  const last = [node, declaration].flatMap((one) => childrenOf(tree, one, Role.Decorator)).at(-1);
  return last === undefined ? start : placeBetween(tree, "export", tree.end[last]!, tree.end[declaration]!);
}

function exported(statement: MatchNode, start: number): MatchNode[] {
  const name = statement.tag === "Definition" ? statement.kids[0]!.kids[0]! : none;
  if (name === none || name.text === "!MultiVarDef!") return [];
  return [makeNode("OtherDirective", start, name.end, [name], "Export", name.text)];
}

function buildDefault(context: ViewContext, node: NodeId, value: NodeId): MatchNode[] {
  const { tree } = context;
  if (value === noNode) return [];
  const keyword = placeBetween(tree, "default", tree.start[node]!, tree.start[value]!);
  const constant = makeNode("KeywordAttribute", keyword, keyword + 7, undefined, "Const");
  const name = makeNode("Name", keyword, keyword + 7, undefined, "", "default");
  const entity = makeNode("Entity", name.start, name.end, [name, listOf([constant])]);
  const directive = makeNode("OtherDirective", tree.start[node]!, name.end, [name], "Export", "default");
  const kind = tree.kind[value];
  const definition = (init: MatchNode): MatchNode =>
    makeNode("Definition", keyword, init.end, [entity, makeNode("Variable", init.start, init.end, [init, none])]);
  if ((kind === Kind.FunctionDeclaration || kind === Kind.ClassDeclaration) && childOf(tree, value, Role.NameOf) !== noNode) {
    const built = kind === Kind.FunctionDeclaration ? buildFunctionDefinition(context, value) : buildClassDefinition(context, value);
    return [built, definition(built.kids[0]!.kids[0]!), directive];
  }
  return [definition(defaultValue(context, value)), directive];
}

function defaultValue(context: ViewContext, value: NodeId): MatchNode {
  const kind = context.tree.kind[value];
  if (kind !== Kind.FunctionDeclaration && kind !== Kind.ClassDeclaration) return buildExpression(context, value);
  const built = kind === Kind.FunctionDeclaration ? buildFunctionDefinition(context, value) : buildClassDefinition(context, value);
  const body = built.kids[1]!;
  return changed(body, { tag: kind === Kind.FunctionDeclaration ? "Lambda" : "AnonymousClass", sub: kind === Kind.FunctionDeclaration ? "Lambda" : body.sub });
}

function exportSpecifier(context: ViewContext, node: NodeId, item: NodeId, source: NodeId): MatchNode[] {
  const { tree } = context;
  const local = childOf(tree, item, Role.Local);
  const outer = childOf(tree, item, Role.Exported);
  const localName = local === noNode ? nodeAt(context, "Name", item, undefined, "", nameOf(tree, item)) : nameNode(context, local);
  const directives: MatchNode[] = [];
  const name = outer === noNode ? localName : nameNode(context, outer);
  if (source !== noNode) {
    const text = tree.text.slice(tree.start[source]! + 1, tree.end[source]! - 1);
    const { end } = withoutSemicolon(context, nodeAt(context, "List", node));
    const imported = makeNode("ImportedName", localName.start, localName.end, [localName, name], localName.text === "default" ? "default" : "", localName.text);
    directives.push(makeNode("ImportFrom", localName.start, end, [imported], "file", text));
  }
  if (outer !== noNode || source !== noNode) {
    const constant = makeNode("KeywordAttribute", name.start, name.start, undefined, "Const");
    const entity = makeNode("Entity", name.start, name.end, [name, listOf([constant])]);
    directives.push(makeNode("Definition", Math.min(name.start, localName.start), Math.max(name.end, localName.end), [entity, makeNode("Variable", localName.start, localName.end, [localName, none])]));
  }
  directives.push(makeNode("OtherDirective", tree.start[node]!, name.end, [name], "Export", name.text));
  return directives;
}
