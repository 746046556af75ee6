// javascript/throw-literal: something is thrown that is no Error.

import { Kind, Role, childOf, defineRule, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const literals: ReadonlySet<number> = new Set([Kind.String, Kind.Number, Kind.Boolean, Kind.Null, Kind.TemplateString, Kind.List, Kind.Regex]);
const texts: ReadonlySet<number> = new Set([Kind.String, Kind.TemplateString]);

export const rule = defineRule({
  meta: {
    id: "javascript/throw-literal",
    title: "Something is thrown that is no Error",
    description: "It carries no stack, and handlers that read `error.message` get nothing.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-397"],
    precision: { sampled: 12, true: 12, on: "three 0.187, effect 4.1, webpack 5.112, eslint 10.15, express 5.3, rxjs 7.8, zod 4.6, lodash 4.18, Django 5.2" },
    remediationMinutes: 5,
    fixSafety: "unsafe",
    equivalents: { eslint: ["no-throw-literal", "@typescript-eslint/only-throw-error"], oxlint: ["eslint/no-throw-literal"] },
  },
  words: [],
  kinds: [Kind.Throw],
  check(file, node) {
    const { tree } = file;
    const value = childOf(tree, node, Role.Value);
    if (value === noNode || !isNoError(file, value)) return;
    const message = `${quoteCode(file, value)} is thrown, which is no \`Error\` and has no stack.`;
    if (!isText(file, value)) return file.report({ at: node, message });
    // `throw"x"` needs a space now.
    const space = /\w/.test(tree.text[tree.start[value]! - 1]!) ? " " : "";
    const edits = [
      { start: tree.start[value]!, end: tree.start[value]!, replacement: `${space}new Error(` },
      { start: tree.end[value]!, end: tree.end[value]!, replacement: ")" },
    ];
    file.report({ at: node, message, fix: { description: "Throw an `Error` with this message", safety: "unsafe", edits } });
  },
});

function isNoError(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  if (literals.has(tree.kind[node]!) || isText(file, node)) return true;
  return tree.kind[node] === Kind.Name && file.qualifiedName(node) === "undefined";
}

/** A string, or one that is added up. */
function isText(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  if (texts.has(tree.kind[node]!)) return true;
  if (tree.kind[node] !== Kind.Binary || nameOf(tree, node) !== "+") return false;
  return isText(file, childOf(tree, node, Role.Left)) || isText(file, childOf(tree, node, Role.Right));
}
