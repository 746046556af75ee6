// Compares our scopes with CPython's symtable and typescript-eslint's scope manager over whole packages.

import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseForESLint } from "@typescript-eslint/parser";
import { language as javascript } from "../src/languages/javascript/index.ts";
import { language as python } from "../src/languages/python/index.ts";
import { language as typescript } from "../src/languages/typescript/index.ts";
import type { Language, Parse } from "../src/syntax/language.ts";
import { Kind } from "../src/syntax/kinds.ts";
import { computeScopes } from "../src/syntax/scopes.ts";
import { Role } from "../src/syntax/roles.ts";
import { type NodeId, type SyntaxTree, hasFlag, nameOf } from "../src/syntax/tree.ts";
import { Flag } from "../src/syntax/flags.ts";

const shownDifferences = 25;
/** Names that CPython mangles or makes up, and `arguments`, for which no declaration stands in the source. */
const unlike = /^(__.*|_.*__.*|\.\d+|__class__|__classdict__|arguments)$/;

async function parserOf(language: Language): Promise<Parse> {
  const folder = fileURLToPath(new URL(`../src/languages/${language.id}/grammar/`, import.meta.url));
  const grammar = language.grammarFile === undefined ? undefined : readFileSync(join(folder, language.grammarFile));
  return language.load(grammar);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** One line a scope: its kind, its name, and each of its names as local, free or global. */
function pythonScopes(tree: SyntaxTree, language: Language): string[] {
  const table = computeScopes(tree, language.scopeRules);
  const names = new Map<number, Map<string, string>>(table.scopes.map((scope) => [scope.node, new Map()]));
  for (let node = 0; node < tree.size; node++) {
    const isModule = tree.kind[node] === Kind.ImportModule && table.bindingOf(node) !== undefined;
    if (!table.isReference(node) && !isModule) continue;
    const binding = table.bindingOf(node);
    const scope = table.scopeOf(node);
    const name = binding?.name ?? nameOf(tree, node);
    const isOwn = binding?.scope === scope;
    const list = names.get(scope.node)!;
    const status = isOwn ? "L" : binding === undefined || binding.scope === table.module ? "G" : "F";
    if (!unlike.test(name)) list.set(name, status);
  }
  return table.scopes.map((scope) => {
    // What a walrus in a comprehension binds may be named nowhere in the function itself.
    for (const [name, binding] of scope.bindings) {
      if (binding.kind !== "global" && !unlike.test(name)) names.get(scope.node)!.set(name, "L");
    }
    const own = [...names.get(scope.node)!].map(([name, status]) => `${name}:${status}`).sort();
    return `${scopeTitle(tree, scope.node)} ${own.join(" ")}`;
  });
}

function scopeTitle(tree: SyntaxTree, node: NodeId): string {
  switch (tree.kind[node]) {
    case Kind.Program:
      return "module top";
    case Kind.ClassDeclaration:
      return `class ${nameOf(tree, node)}`;
    case Kind.FunctionDeclaration:
      return `function ${nameOf(tree, node)}`;
    case Kind.Lambda:
      return "function lambda";
    default: {
      const name = nameOf(tree, node);
      return `function ${name === "generator" ? "genexpr" : `${name}comp`}`;
    }
  }
}

const symtableProgram = `
import json, sys, symtable, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(5000)
def walk(table, out):
    symbols = []
    for s in table.get_symbols():
        if not (s.is_referenced() or s.is_assigned() or s.is_parameter() or s.is_imported() or s.is_declared_global() or s.is_nonlocal() or s.is_namespace()):
            continue
        if table.get_type() == "module" and not (s.is_referenced() or s.is_assigned() or s.is_imported() or s.is_namespace()):
            continue
        if s.is_free(): status = "F"
        elif s.is_parameter(): status = "L"
        elif table.get_type() == "module" : status = "L" if (s.is_assigned() or s.is_imported() or s.is_namespace()) else "G"
        elif s.is_global(): status = "G"
        else: status = "L"
        symbols.append(s.get_name() + ":" + status)
    out.append([table.get_type() + " " + table.get_name(), symbols])
    for child in table.get_children(): walk(child, out)
for line in sys.stdin:
    path = json.loads(line)
    try:
        text = open(path, encoding="utf-8").read().replace("from __future__ import annotations", "pass")
        out = []
        walk(symtable.symtable(text, path, "exec"), out)
        print(json.dumps(out))
    except (SyntaxError, ValueError, RecursionError) as problem:
        print(json.dumps(str(problem)))
`;

function symtables(paths: readonly string[]): (string | [string, string[]][])[] {
  const input = paths.map((path) => JSON.stringify(path)).join("\n");
  const run = spawnSync("python3", ["-c", symtableProgram], { input, encoding: "utf8", maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim().split("\n").map((line) => JSON.parse(line) as string | [string, string[]][]);
}

function differingLines(ours: readonly string[], theirs: readonly string[]): string[] {
  const rest = new Map<string, number>();
  for (const line of theirs) rest.set(line, (rest.get(line) ?? 0) + 1);
  const unmatched: string[] = [];
  for (const line of ours) {
    const count = rest.get(line) ?? 0;
    if (count === 0) unmatched.push(line);
    else rest.set(line, count - 1);
  }
  const theirUnmatched = [...rest].filter(([, count]) => count > 0).map(([line]) => line);
  return [
    ...unmatched.map((line) => `ours   ${withoutShared(line, theirUnmatched)}`),
    ...theirUnmatched.map((line) => `theirs ${withoutShared(line, unmatched)}`),
  ];
}

/** The scope's title and those of its names that the other side's scope of that title does not have. */
function withoutShared(line: string, others: readonly string[]): string {
  const [kind, name, ...symbols] = line.split(" ");
  const other = new Set(others.find((candidate) => candidate.startsWith(`${kind} ${name} `))?.split(" "));
  return [kind, name, ...symbols.filter((symbol) => !other.has(symbol))].join(" ");
}

async function comparePython(paths: readonly string[]): Promise<[string, string[]][]> {
  if (paths.length === 0) return [];
  const parse = await parserOf(python);
  return symtables(paths).map((expected, index): [string, string[]] => {
    const path = paths[index]!;
    if (typeof expected === "string") return [path, []];
    const text = readFileSync(path, "utf8").replaceAll("from __future__ import annotations", "pass");
    const theirs = expected.map(
      ([title, symbols]) => `${title} ${symbols.filter((symbol) => !unlike.test(symbol.slice(0, -2))).sort().join(" ")}`,
    );
    return [path, differingLines(pythonScopes(parse(text, path), python), theirs)];
  });
}

interface OracleScope {
  readonly references: readonly {
    readonly identifier: { readonly range?: readonly [number, number]; readonly name?: unknown };
    readonly resolved?: { readonly defs: readonly { readonly name: { readonly range?: readonly [number, number] } }[] } | null;
  }[];
}

/** Offset of each reference to the offset of the first declaration of what it means, -1 where nothing in the file. */
function oracleReferences(text: string, path: string): Map<number, number> {
  const jsx = !path.endsWith(".ts") && !path.endsWith(".mts") && !path.endsWith(".cts");
  const { scopeManager } = parseForESLint(text, { range: true, sourceType: "module", ecmaFeatures: { jsx }, filePath: path });
  const found = new Map<number, number>();
  for (const scope of scopeManager.scopes as unknown as readonly OracleScope[]) {
    for (const { identifier, resolved } of scope.references) {
      const start = identifier.range?.[0] ?? -1;
      if (identifier.name === "arguments" || identifier.name === "const") continue;
      const positions = (resolved?.defs ?? []).map((definition) => definition.name.range?.[0] ?? -1);
      found.set(start, positions.length === 0 ? -1 : Math.min(...positions));
    }
  }
  return found;
}

async function compareScripts(paths: readonly string[]): Promise<[string, string[]][]> {
  const parsers = new Map<string, Parse>();
  const results: [string, string[]][] = [];
  for (const path of paths) {
    const language = /\.([cm]?ts|tsx)$/.test(path) ? typescript : javascript;
    if (!parsers.has(language.id)) parsers.set(language.id, await parserOf(language));
    const text = readFileSync(path, "utf8");
    let expected: Map<number, number>;
    try {
      expected = oracleReferences(text, path);
    } catch {
      results.push([path, []]);
      continue;
    }
    results.push([path, scriptDifferences(parsers.get(language.id)!(text, path), language, expected)]);
  }
  return results;
}

function scriptDifferences(tree: SyntaxTree, language: Language, expected: ReadonlyMap<number, number>): string[] {
  const table = computeScopes(tree, language.scopeRules);
  const differences: string[] = [];
  const place = (offset: number): string => (offset < 0 ? "nothing" : `line ${tree.text.slice(0, offset).split("\n").length}`);
  const seen = new Set<number>();
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind[node] !== Kind.Name) continue;
    const start = tree.start[node]!;
    const theirs = expected.get(start);
    if (theirs === undefined) continue;
    seen.add(start);
    const binding = table.bindingOf(node);
    // The oracle lets type parameters hide the A of the type `A.B`; TypeScript does not.
    if (isQualifier(tree, node)) continue;
    const ours = binding === undefined ? -1 : tree.start[binding.declarations[0]!]!;
    if (ours !== theirs) differences.push(`${place(start)} ${nameOf(tree, node)}: ours ${place(ours)}, theirs ${place(theirs)}`);
  }
  for (const start of expected.keys()) if (!seen.has(start)) differences.push(`${place(start)}: no name of ours`);
  for (let node = 0; node < tree.size; node++) {
    const binding = table.isReference(node) ? table.bindingOf(node) : undefined;
    if (binding === undefined || hasFlag(tree, node, Flag.Shorthand)) continue;
    if (binding.reads.includes(node) && !expected.has(tree.start[node]!)) {
      differences.push(`${place(tree.start[node]!)} ${nameOf(tree, node)}: only ours reads it`);
    }
  }
  return differences;
}

function isQualifier(tree: SyntaxTree, node: NodeId): boolean {
  if (tree.role[node] !== Role.Object) return false;
  let at = tree.parent[node]!;
  while (tree.kind[at] === Kind.Attribute) at = tree.parent[at]!;
  return tree.kind[at] === Kind.Type;
}

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error("usage: npx jiti scripts/compare-scopes.ts FOLDER...");
const paths = folders.flatMap(filesBelow);
const results = [
  ...(await comparePython(paths.filter((path) => path.endsWith(".py")))),
  ...(await compareScripts(paths.filter((path) => /\.([cm]?[jt]s|[jt]sx)$/.test(path)))),
];
const differing = results.filter(([, differences]) => differences.length > 0);
for (const [path, differences] of differing.slice(0, shownDifferences)) {
  process.stdout.write(`${path}\n${differences.slice(0, 6).map((line) => `  ${line}\n`).join("")}`);
}
process.stdout.write(`${results.length} files compared, ${differing.length} differ\n`);
process.exitCode = differing.length > 0 ? 1 : 0;
