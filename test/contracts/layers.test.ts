// Holds the map of who may import whom, type imports included, and that no two files import each other in a circle.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Which layers a layer may import, itself and `model` aside. A path here names a folder below the root. */
const allowed: Record<string, readonly string[]> = {
  "src/model": [],
  "src/config": [],
  "src/source": [],
  "src/repository": [],
  "src/engines": [],
  "src/syntax": [],
  "src/findings": [],
  "src/score": [],
  "src/reporters": [],
  "src/executor": [],
  "src/cache": [],
  "src/store": [],
  "src/tasks": [],
  "src/languages": ["src/syntax"],
  "src/analyzers": ["src/syntax", "src/rule-kit"],
  "src/rule-kit": ["src/syntax"],
  rules: ["src/rule-kit"],
  "src/pipeline": ["src/source", "src/syntax", "src/analyzers", "src/findings", "src/rule-kit", "src/score"],
  "src/verification": ["src/syntax", "src/analyzers"],
  "src/api": [
    "src/cache",
    "src/config",
    "src/engines",
    "src/executor",
    "src/findings",
    "src/analyzers",
    "src/languages",
    "src/pipeline",
    "src/repository",
    "src/rule-kit",
    "src/score",
    "src/source",
    "src/store",
    "src/syntax",
    "src/tasks",
    "src/verification",
    "rules",
  ],
  "src/cli": ["src/api", "src/reporters"],
  "src/mcp": ["src/api", "src/reporters"],
  "src/loader": ["src/pipeline"],
  "src/main.ts": ["src/cli", "src/mcp"],
  "src/index.ts": ["src/api", "src/reporters", "src/rule-kit"],
};

/** Layers that may reach the file system, processes and the network. */
const mayTouchTheWorld = new Set([
  "src/config",
  "src/source",
  "src/repository",
  "src/engines",
  "src/cache",
  "src/executor",
  "src/store",
  "src/loader",
  "src/cli",
  "src/mcp",
]);
const worldModules = new Set([
  "fs",
  "fs/promises",
  "child_process",
  "net",
  "http",
  "https",
  "http2",
  "dgram",
  "dns",
  "tls",
  "cluster",
]);

/**
 * Folders whose files call each other because a tree does: an expression holds statements, which hold expressions. One
 * walk, cut into files by what they handle; a circle that leaves its folder is still a fault.
 */
const recursiveWalks: ReadonlySet<string> = new Set([
  "src/analyzers/pattern/engine",
  "src/analyzers/pattern/formula",
  "src/analyzers/pattern/match",
  "src/analyzers/pattern/rules",
  "src/analyzers/pattern/view",
  "src/analyzers/symbolic",
  "src/analyzers/taint",
  "src/languages/sql",
]);

function isExample(path: string): boolean {
  return /(^|\/)(bad|good|fixed|proof)[^/]*\.[a-z]+$/.test(path);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !isExample(path))
    .sort();
}

function layerOf(path: string): string {
  return (
    Object.keys(allowed)
      .filter((layer) => path === layer || path.startsWith(`${layer}/`))
      .sort((a, b) => b.length - a.length)[0] ?? "unknown"
  );
}

interface ImportEdge {
  readonly from: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly isDynamic: boolean;
}

function importsOf(path: string): ImportEdge[] {
  const { module } = parseSync(path, readFileSync(join(root, path), "utf8"));
  const edges: ImportEdge[] = module.staticImports.map((entry) => ({
    from: path,
    specifier: entry.moduleRequest.value,
    isTypeOnly: entry.entries.length > 0 && entry.entries.every((item) => item.isType),
    isDynamic: false,
  }));
  for (const entry of module.staticExports) {
    for (const item of entry.entries) {
      if (item.moduleRequest === null || item.moduleRequest === undefined) continue;
      edges.push({ from: path, specifier: item.moduleRequest.value, isTypeOnly: item.isType, isDynamic: false });
    }
  }
  const text = readFileSync(join(root, path), "utf8");
  for (const entry of module.dynamicImports) {
    const written = text.slice(entry.moduleRequest.start, entry.moduleRequest.end);
    if (/^["'].*["']$/.test(written)) {
      edges.push({ from: path, specifier: written.slice(1, -1), isTypeOnly: false, isDynamic: true });
    }
  }
  return edges;
}

const files = [...sourceFiles("src"), ...sourceFiles("rules")];
const edges = files.flatMap(importsOf);

function targetOf(edge: ImportEdge): string | undefined {
  if (!edge.specifier.startsWith(".")) return undefined;
  return relative(root, resolve(root, dirname(edge.from), edge.specifier));
}

describe("layers", () => {
  it("finds sources to check", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(edges.length).toBeGreaterThan(20);
  });

  it("knows the layer of every file", () => {
    expect(files.filter((path) => layerOf(path) === "unknown")).toEqual([]);
  });

  it("lets no layer import what is not below it", () => {
    const broken = edges.flatMap((edge) => {
      const target = targetOf(edge);
      if (target === undefined) return [];
      const from = layerOf(edge.from);
      const to = layerOf(target);
      if (from === to || to === "src/model" || allowed[from]!.includes(to)) return [];
      return [`${edge.from} imports ${target}`];
    });
    expect(broken).toEqual([]);
  });

  it("keeps the file system, processes and the network in their layers", () => {
    const broken = edges.flatMap((edge) => {
      const name = edge.specifier.replace(/^node:/, "");
      if (!worldModules.has(name) || edge.isTypeOnly || mayTouchTheWorld.has(layerOf(edge.from))) return [];
      return [`${edge.from} imports ${edge.specifier}`];
    });
    expect(broken).toEqual([]);
  });

  it("keeps the protocol library out of the tools and everything below them", () => {
    const speakers = new Set(edges.filter(({ specifier }) => specifier.startsWith("@modelcontextprotocol/")).map(({ from }) => from));
    expect([...speakers].filter((path) => !/^src\/mcp\/(server|serve-stdio|http\/[a-z-]+)\.ts$/.test(path))).toEqual([]);
  });

  it("has no circle of imports but the recursive walks", () => {
    const graph = new Map<string, string[]>();
    for (const edge of edges) {
      const target = targetOf(edge);
      if (target === undefined || edge.isDynamic) continue;
      graph.set(edge.from, [...(graph.get(edge.from) ?? []), target]);
    }
    const circles = findCircles(graph);
    const broken = circles.filter((circle) => !recursiveWalks.has(dirname(circle[0]!)) || circle.some((file) => dirname(file) !== dirname(circle[0]!)));
    expect(broken).toEqual([]);
    const walks = new Set(circles.map((circle) => dirname(circle[0]!)));
    expect([...recursiveWalks].filter((folder) => !walks.has(folder))).toEqual([]);
  });
});

/** Groups of files that import each other (strongly connected components of more than one file), by Tarjan's algorithm. */
function findCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    lowest.set(file, index.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}
