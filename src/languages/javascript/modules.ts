// How JavaScript's and TypeScript's modules hang together: what a file imports and exports, in both module systems.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { ImportFact, ModuleSystem } from "../../syntax/module-facts.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../syntax/tree.ts";
import { findExports } from "./exports.ts";
import { findElidedImports } from "./elided-imports.ts";
import { createReachJudge, isPartOfProject } from "./reach.ts";
import { createResolver, manifestNames } from "./resolve-imports.ts";

const none: ReadonlySet<NodeId> = new Set();

export const modules: ModuleSystem = createSystem(() => none);

/** Its compiler leaves out what is only a type. */
export const typescriptModules: ModuleSystem = createSystem(findElidedImports);

function createSystem(findElided: (tree: SyntaxTree) => ReadonlySet<NodeId>): ModuleSystem {
  return {
    id: "ecmascript",
    manifestNames,
    extract: (tree, path, uses) => ({
      ...withoutLoading(path, findImports(tree, findElided(tree))),
      definitions: findExports(tree, path, uses),
      isProgram: tree.text.startsWith("#!"),
    }),
    createResolver,
    createReachJudge,
    createShareJudge: (project) => () => isPartOfProject(project),
    hasExplicitExports: true,
    // A mark for loaders of CommonJS modules, which they read themselves.
    isSpecialName: ({ name }) => name === "__esModule",
  };
}

/** A file of declarations is never loaded, so nothing of what it imports is either. */
function withoutLoading<Found extends { readonly imports: readonly ImportFact[] }>(path: string, found: Found): Found {
  if (!/\.d\.[cm]?ts$/.test(path)) return found;
  return { ...found, imports: found.imports.map((fact) => ({ ...fact, time: "type" })) };
}

function findImports(tree: SyntaxTree, elided: ReadonlySet<NodeId>): { imports: ImportFact[]; hasUnknownImport: boolean } {
  const imports: ImportFact[] = [];
  let hasUnknownImport = false;
  for (let node = 1; node < tree.size; node++) {
    switch (tree.kind[node]) {
      case Kind.ImportFrom:
        imports.push(readImport(tree, node, elided.has(node)));
        break;
      case Kind.Import:
        for (const item of childrenOf(tree, node, Role.Item)) imports.push({ specifier: nameOf(tree, item), names: ["*"], time: hasFlag(tree, node, Flag.TypeOnly) ? "type" : "load", ...rangeOf(tree, node) });
        break;
      case Kind.Export:
        if (childOf(tree, node, Role.Source) !== noNode) imports.push(readReexport(tree, node));
        break;
      case Kind.Type:
        if (nameOf(tree, node) === "TSImportType") addTypeImport(tree, node, imports);
        break;
      case Kind.ImportExpression:
      case Kind.Call:
      case Kind.New:
        hasUnknownImport = addCall(tree, node, imports) || hasUnknownImport;
        break;
      default:
    }
  }
  addImportsInComments(tree, imports);
  return { imports, hasUnknownImport };
}

/** JSDoc takes types from other files, by `import(…)` inside of a comment. */
function addImportsInComments(tree: SyntaxTree, imports: ImportFact[]): void {
  for (const { start, end } of tree.comments) {
    const text = tree.text.slice(start, end);
    if (!text.includes("import")) continue;
    for (const found of text.matchAll(/\bimport\(\s*["'`]([^"'`\n]+)["'`]\s*\)(?:\.([\w$]+))?|@import[^\n]*from\s+["']([^"'\n]+)["']/g)) {
      const specifier = found[1] ?? found[3]!;
      imports.push({ specifier, names: [found[2] ?? "*"], time: "type", start: start + found.index, end: start + found.index + found[0].length });
    }
  }
}

function readImport(tree: SyntaxTree, node: NodeId, isElided: boolean): ImportFact {
  const items = childrenOf(tree, node, Role.Item);
  const isType = isElided || hasFlag(tree, node, Flag.TypeOnly) || (items.length > 0 && items.every((item) => hasFlag(tree, item, Flag.TypeOnly)));
  return { specifier: nameOf(tree, node), names: items.map((item) => nameOf(tree, item)), time: isType ? "type" : "load", ...rangeOf(tree, node) };
}

function readReexport(tree: SyntaxTree, node: NodeId): ImportFact {
  const time = hasFlag(tree, node, Flag.TypeOnly) ? "type" : "load";
  const fact = { specifier: nameOf(tree, node), time, ...rangeOf(tree, node) } as const;
  if (!hasFlag(tree, node, Flag.Wildcard)) return { ...fact, names: [] };
  // `export * as all from` makes one name of the whole module.
  return childOf(tree, node, Role.Exported) === noNode ? { ...fact, names: [], isReexported: true } : { ...fact, names: ["*"] };
}

function addTypeImport(tree: SyntaxTree, node: NodeId, imports: ImportFact[]): void {
  const source = childOf(tree, node, Role.Source);
  if (source !== noNode) imports.push({ specifier: nameOf(tree, source), names: ["*"], time: "type", ...rangeOf(tree, node) });
}

const functionKinds: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction]);

/** `require(…)`, `import(…)`, and any call with a relative path: workers, mocks, URLs. True where the module is unknown. */
function addCall(tree: SyntaxTree, node: NodeId, imports: ImportFact[]): boolean {
  const isImport = tree.kind[node] === Kind.ImportExpression;
  const callee = isImport ? noNode : childOf(tree, node, Role.Callee);
  const isRequire = callee !== noNode && tree.kind[callee] === Kind.Name && nameOf(tree, callee) === "require";
  const isLoad = isImport || isRequire;
  const argument = childOf(tree, node, isImport ? Role.Source : Role.Argument);
  if (argument === noNode) return false;
  const written = writtenStart(tree, argument);
  if (written === undefined || written.text === "") return isLoad;
  if (!isLoad && !/^\.{1,2}\//.test(written.text)) return false;
  const time = isRequire && !standsInFunction(tree, node) ? "load" : "late";
  // A path in any other call may be a folder or a pattern: `./pages/*.ts`.
  const specifier = isLoad ? written.text : written.text.replace(/[*{[].*$/, "");
  const isPrefix = !written.isWhole || specifier !== written.text;
  imports.push({ specifier, names: isLoad ? takenNames(tree, node) : ["*"], time, ...rangeOf(tree, node), ...(isPrefix ? { isPrefix: true as const } : {}) });
  return false;
}

/** The text of a string, or what is written in front of its first hole. */
function writtenStart(tree: SyntaxTree, node: NodeId): { text: string; isWhole: boolean } | undefined {
  if (tree.kind[node] === Kind.String) return { text: nameOf(tree, node), isWhole: true };
  if (tree.kind[node] === Kind.TemplateString) {
    const parts = childrenOf(tree, node, Role.Part);
    const first = parts[0];
    const text = first !== undefined && tree.kind[first] === Kind.StringPart ? nameOf(tree, first) : "";
    return { text, isWhole: parts.length <= 1 && text !== "" };
  }
  if (tree.kind[node] !== Kind.Binary || nameOf(tree, node) !== "+") return undefined;
  const left = writtenStart(tree, childOf(tree, node, Role.Left));
  return left === undefined ? undefined : { text: left.text, isWhole: false };
}

function standsInFunction(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = node; at !== 0; at = tree.parent[at]!) if (functionKinds.has(tree.kind[at]!)) return true;
  return false;
}

/** `const { a, b: c } = require(…)` and `require(…).a` take single names; anything else takes the module. */
function takenNames(tree: SyntaxTree, call: NodeId): readonly string[] {
  const value = tree.kind[tree.parent[call]!] === Kind.Await ? tree.parent[call]! : call;
  const outer = tree.parent[value]!;
  if (tree.kind[outer] === Kind.Attribute && tree.role[value] === Role.Object && nameOf(tree, outer) !== "then") return [nameOf(tree, outer)];
  if (tree.kind[outer] === Kind.ExpressionStatement) return [];
  const target = tree.kind[outer] === Kind.VariableDeclarator ? childOf(tree, outer, Role.Target) : noNode;
  if (target === noNode || tree.kind[target] !== Kind.DictionaryPattern) return ["*"];
  const elements = childrenOf(tree, target);
  const isPlain = elements.every((element) => tree.kind[element] === Kind.Pair && nameOf(tree, element) !== "" && !hasFlag(tree, element, Flag.Computed));
  return isPlain ? elements.map((element) => nameOf(tree, element)) : ["*"];
}

function rangeOf(tree: SyntaxTree, node: NodeId): { start: number; end: number } {
  return { start: tree.start[node]!, end: tree.end[node]! };
}
