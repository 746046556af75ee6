// Lowers the reference parser's output by the production tables and compares it with the tree that oxc gave.

import { parse } from "@typescript-eslint/parser";
import { readingsFor as javascriptReadings } from "../../../../src/languages/javascript/index.ts";
import { type EsNode } from "../../../../src/languages/javascript/estree.ts";
import { lowerProgram } from "../../../../src/languages/javascript/lower-estree.ts";
import { parseScript } from "../../../../src/languages/javascript/parse.ts";
import { loadRawBinding } from "../../../../src/languages/javascript/raw-buffer.ts";
import { createRawRoute } from "../../../../src/languages/javascript/raw-route.ts";
import { readingsFor as typescriptReadings } from "../../../../src/languages/typescript/index.ts";
import type { Reading } from "../../../../src/languages/javascript/read-once.ts";
import { Flag } from "../../../../src/syntax/flags.ts";
import { kindName } from "../../../../src/syntax/kinds.ts";
import { roleName } from "../../../../src/syntax/roles.ts";
import { TreeBuilder } from "../../../../src/syntax/tree-builder.ts";
import { type SyntaxTree, nameOf } from "../../../../src/syntax/tree.ts";

/** What a comparison found. `difference` is the first one; `refused` is the reference's own error. */
export interface Comparison {
  readonly nodes: number;
  readonly difference?: string;
  readonly refused?: string;
}

const rawBinding = await loadRawBinding();
const rawRoute = rawBinding === undefined ? undefined : createRawRoute(rawBinding);

/** True where this machine has the raw route. */
export const hasRawRoute = rawRoute !== undefined;

/** The tree that the public route gives for a file, problems included. */
export function productionTree(text: string, path: string): SyntaxTree {
  const isTypeScript = /\.([cm]?ts|tsx)$/.test(path);
  return parseScript(text, isTypeScript ? "typescript" : "javascript", readingsOf(path));
}

/** The tree that the raw route gives; undefined where it leaves the file to the public one. */
export function rawTree(text: string, path: string): SyntaxTree | undefined {
  const isTypeScript = /\.([cm]?ts|tsx)$/.test(path);
  return rawRoute?.(text, isTypeScript ? "typescript" : "javascript", readingsOf(path)[0]!);
}

function readingsOf(path: string): readonly Reading[] {
  return /\.([cm]?ts|tsx)$/.test(path) ? typescriptReadings(path) : javascriptReadings(path);
}

/** Both trees of one file, compared node by node. */
export function compareWithReference(text: string, path: string): Comparison {
  const tree = productionTree(text, path);
  const problem = tree.problems[0];
  let reference: SyntaxTree;
  try {
    reference = referenceTree(text, path);
  } catch (error) {
    return { nodes: tree.size, refused: (error as Error).message };
  }
  if (problem !== undefined) return { nodes: tree.size, difference: `only oxc refuses: ${problem.message}` };
  const difference = firstDifference(tree, reference) ?? misplacedParenthesis(tree) ?? routeDifference(tree, path);
  return { nodes: tree.size, difference };
}

/** Where the raw route differs from the public one: in nothing, not even in flags and comments. */
export function routeDifference(tree: SyntaxTree, path: string): string | undefined {
  const raw = rawTree(tree.text, path);
  if (raw === undefined) return undefined;
  const difference = firstDifference(tree, raw);
  if (difference !== undefined) return `raw route: ${difference}`;
  for (let node = 0; node < tree.size; node++) {
    if (tree.flags[node] !== raw.flags[node]) return `raw route: flags of ${describe(tree, node)}`;
    if (tree.subtreeEnd[node] !== raw.subtreeEnd[node]) return `raw route: end of the subtree of ${describe(tree, node)}`;
  }
  return JSON.stringify(tree.comments) === JSON.stringify(raw.comments) ? undefined : "raw route: comments";
}

/** Versions of both parsers, for the report. */
export function packageVersions(require: NodeJS.Require): string {
  return ["oxc-parser", "@typescript-eslint/parser", "typescript"]
    .map((name) => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`)
    .join(", ");
}

function referenceTree(text: string, path: string): SyntaxTree {
  const isPlainTypeScript = /\.[cm]?ts$/.test(path);
  const program = parse(text, {
    range: true,
    loc: false,
    filePath: isPlainTypeScript ? path : `${path}.tsx`,
    ecmaFeatures: { jsx: !isPlainTypeScript },
    sourceType: "module",
    jsDocParsingMode: "none",
    allowInvalidAST: true,
  });
  const builder = new TreeBuilder();
  lowerProgram(withOffsets(program), text, builder);
  return builder.finish({ language: "reference", text, comments: [], problems: [] });
}

/** The reference gives `range` where oxc gives `start` and `end`, and links to parents. */
function withOffsets(program: unknown): EsNode {
  const queue: unknown[] = [program];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (Array.isArray(value)) queue.push(...value.filter((item) => item !== undefined && item !== null));
    else if (typeof value === "object" && value !== null && !(value instanceof RegExp)) {
      const node = value as { range?: [number, number]; start?: number; end?: number; parent?: unknown } & Cookable;
      if (node.range !== undefined) [node.start, node.end] = node.range;
      dropInvalidCooked(node);
      for (const [field, child] of Object.entries(node)) {
        if (field !== "parent" && field !== "tokens" && field !== "comments" && typeof child === "object") {
          if (child !== null) queue.push(child);
        }
      }
    }
  }
  return program as EsNode;
}

interface Cookable {
  readonly type?: string;
  readonly value?: { readonly raw: string; cooked: string | null };
}

/** ECMAScript gives no cooked text to a template part with an invalid escape; TypeScript's scanner gives some. */
function dropInvalidCooked(node: Cookable): void {
  const invalid = /(?<!\\)(?:\\\\)*\\(?:[1-9]|0\d|x(?![\da-f]{2})|u(?![\da-f]{4}|\{[\da-f]+\}))/i;
  if (node.type === "TemplateElement" && invalid.test(node.value!.raw)) node.value!.cooked = null;
}

/** The first node in which two trees differ, or undefined. */
export function firstDifference(tree: SyntaxTree, reference: SyntaxTree): string | undefined {
  const size = Math.min(tree.size, reference.size);
  for (let node = 0; node < size; node++) {
    const ours = describe(tree, node);
    const theirs = describe(reference, node);
    if (ours !== theirs) return `node ${node}: ${ours} ≠ ${theirs}`;
  }
  return tree.size === reference.size ? undefined : `${tree.size} ≠ ${reference.size} nodes`;
}

function describe(tree: SyntaxTree, node: number): string {
  const flags = (tree.flags[node]! & ~Flag.Parenthesized).toString(16);
  const head = `${roleName(tree.role[node]!)}: ${kindName(tree.kind[node]!)} ${JSON.stringify(nameOf(tree, node))}`;
  return `${head} #${flags} [${tree.start[node]}-${tree.end[node]}] parent ${tree.parent[node]}`;
}

/** A node flagged Parenthesized must stand between parentheses. */
function misplacedParenthesis(tree: SyntaxTree): string | undefined {
  const commentEnds = new Map(tree.comments.map(({ start, end }) => [end, start]));
  const commentStarts = new Map(tree.comments.map(({ start, end }) => [start, end]));
  for (let node = 0; node < tree.size; node++) {
    if ((tree.flags[node]! & Flag.Parenthesized) === 0) continue;
    let before = tree.start[node]!;
    while (commentEnds.has(before) || /\s/.test(tree.text[before - 1] ?? "x")) before = commentEnds.get(before) ?? before - 1;
    let after = tree.end[node]!;
    while (commentStarts.has(after) || /\s/.test(tree.text[after] ?? "x")) after = commentStarts.get(after) ?? after + 1;
    if (tree.text[before - 1] !== "(" || tree.text[after] !== ")") return `${describe(tree, node)} has no parentheses`;
  }
  return undefined;
}
