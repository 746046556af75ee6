// javascript/unused-import: an imported name that nothing in the file uses.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasFlag, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/unused-import",
    title: "An import is not used",
    description: "It costs a reader's attention and, where the module has effects, start-up time; often a rename or a deletion was not finished.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 1,
    precision: { sampled: 2, true: 2, on: "express 5.3, webpack 5.112, eslint 10.15, three 0.187, effect 4.1, zod 4.6, rxjs 7.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["no-unused-vars", "@typescript-eslint/no-unused-vars", "unused-imports/no-unused-imports"] },
  },
  words: [],
  kinds: [Kind.ImportFrom],
  check(file, node) {
    const { tree } = file;
    const items = childrenOf(tree, node, Role.Item);
    if (items.length === 0) return;
    const unused = items.filter((item) => isUnused(file, item));
    for (const item of unused) {
      const local = localName(file, item);
      file.report({
        at: item,
        message: `\`${local}\` is imported and not used.`,
        fix: { description: `Remove the import of \`${local}\``, safety: "unsafe", edits: [removal(file, node, items, item)] },
      });
    }
  },
});

function localName(file: FileView, item: NodeId): string {
  const local = childOf(file.tree, item, Role.Local);
  return local === noNode ? nameOf(file.tree, item) : nameOf(file.tree, local);
}

function isUnused(file: FileView, item: NodeId): boolean {
  const { tree } = file;
  const name = localName(file, item);
  // JSX of older compilers uses the factory without naming it.
  if (name === "React" || name === "h" || name === "" || name.startsWith("_")) return false;
  const local = childOf(tree, item, Role.Local);
  const imported = childOf(tree, item, Role.Imported);
  const binding = file.scopes.bindingOf(local !== noNode ? local : imported !== noNode ? imported : item) ?? file.scopes.bindingOf(item);
  if (binding === undefined || binding.reads.length > 0 || binding.writes.length > 0) return false;
  if (binding.declarations.length > 1) return false;
  // Documentation comments use types; a name in one is a use.
  return !tree.comments.some((comment) => mentions(tree.text.slice(comment.start, comment.end), name));
}

function mentions(comment: string, name: string): boolean {
  if (!comment.startsWith("/**") && !/@(?:jsx|type|link|see)/.test(comment)) return false;
  const at = comment.indexOf(name);
  return at !== -1 && new RegExp(`(?<![\\w$])${name.replace(/[$]/g, "\\$&")}(?![\\w$])`).test(comment);
}

/** Takes one item out of its list, or the whole statement where it is the only one. */
function removal(file: FileView, statement: NodeId, items: readonly NodeId[], item: NodeId): { start: number; end: number; replacement: string } {
  const { tree } = file;
  if (items.length === 1) return { ...wholeLine(tree.text, tree.start[statement]!, tree.end[statement]!), replacement: "" };
  const index = items.indexOf(item);
  const next = items[index + 1];
  const isBraced = (entry: NodeId): boolean => !hasFlag(tree, entry, Flag.Default) && !hasFlag(tree, entry, Flag.Wildcard);
  if (next !== undefined && isBraced(next) === isBraced(item)) return { start: tree.start[item]!, end: tree.start[next]!, replacement: "" };
  const previous = items[index - 1];
  if (previous !== undefined && isBraced(previous) === isBraced(item)) return { start: tree.end[previous]!, end: tree.end[item]!, replacement: "" };
  return loneRemoval(textOf(tree, statement), tree.start[statement]!, tree.start[item]!, tree.end[item]!);
}

/** The only default beside a list, or the only name in braces beside a default. */
function loneRemoval(text: string, offset: number, start: number, end: number): { start: number; end: number; replacement: string } {
  const before = text.slice(0, start - offset);
  const after = text.slice(end - offset);
  const braceAfter = /^\s*,?\s*\}/.exec(after);
  const braceBefore = /,\s*\{\s*$/.exec(before);
  if (braceAfter !== null && braceBefore !== null) return { start: offset + braceBefore.index, end: end + braceAfter[0].length, replacement: "" };
  const comma = /^\s*,\s*/.exec(after);
  return { start, end: end + (comma?.[0].length ?? 0), replacement: "" };
}

function wholeLine(text: string, start: number, end: number): { start: number; end: number } {
  const rest = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(end, end + 80));
  const isLineStart = start === 0 || /[\r\n]/.test(text[start - 1]!);
  return isLineStart && rest !== null ? { start, end: end + rest[0].length } : { start, end };
}
