// bash/unquoted-expansion: a variable is used without quotes.

import { Kind, Role, defineRule, isBehindProblem, isOneShellWord, nameOf, noNode, shellDialect, shellValues, shellWordAround, splittingCommand, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

/** Variables whose splitting is meant: lists of options. */
const lists = /(?:FLAGS?|OPTS?|OPTIONS?|ARGS?|ARGV|PARAMS?|CMD|COMMAND|LIST)$/i;
/** Commands that take numbers only, or nothing at all. */
const harmless: ReadonlySet<string> = new Set([":", "exit", "return", "shift"]);
/** Commands that lose or overwrite data when they get other words than meant. */
const destructive: ReadonlySet<string> = new Set(["rm", "rmdir", "mv", "cp", "dd", "chmod", "chown", "chgrp", "ln", "install", "truncate", "shred"]);

export const rule = defineRule({
  meta: {
    id: "bash/unquoted-expansion",
    title: "A variable is used without quotes",
    description: "Its value is split at blanks and its wildcards are replaced by names of files: one argument becomes several, or none.",
    languages: ["bash"],
    category: "reliability",
    severity: "info",
    confidence: "medium",
    cwe: ["CWE-88"],
    remediationMinutes: 2,
    precision: { sampled: 14, true: 13, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2086"] },
  },
  words: [],
  kinds: [Kind.Expansion],
  check(file, node) {
    const { tree } = file;
    const name = nameOf(tree, node);
    if (!/^[A-Za-z_]\w*$|^\d+$/.test(name) || lists.test(name) || isBehindProblem(tree, node)) return;
    const text = textOf(tree, node);
    // `${#x}` is a number; `${x:+…}` is written to give nothing or something; a whole array has a rule of its own.
    if (/^\$\{#|^\$\{\w+:?\+|\[[@*]\]/.test(text)) return;
    const command = splittingCommand(tree, node);
    if (command !== noNode && harmless.has(nameOf(tree, command))) return;
    const isTest = command === noNode && isInOldTest(tree, node);
    const isFile = command === noNode && !isTest && isRedirectedFile(tree, node);
    if (command === noNode && !isTest && !isFile) return;
    const values = shellValues(tree, name);
    if (values.length > 0 && values.every((value) => isOneShellWord(tree, value)) && !/^\d/.test(name)) return;
    const isWhole = tree.role[node] !== Role.Part;
    file.report({
      at: node,
      severity: isTest || (command !== noNode && destructive.has(nameOf(tree, command))) ? "warning" : "info",
      message: isFile
        ? `The redirection fails where \`${text}\` is more than one word; write \`"${text}"\`.`
        : `\`${text}\` is split into words here; write \`"${text}"\`.`,
      ...(isWhole ? { fix: { description: "Quote it", safety: "unsafe" as const, edits: [{ start: tree.start[node]!, end: tree.end[node]!, replacement: `"${text}"` }] } } : {}),
    });
  },
});

/** The file of a redirection. Bash splits its name, and refuses what is then several words; other shells do not split it. */
function isRedirectedFile(tree: SyntaxTree, node: NodeId): boolean {
  const word = shellWordAround(tree, node);
  const isFile = tree.role[word] === Role.Target && tree.kind[tree.parent[word]!] === Kind.Redirect;
  return isFile && /^(?:&?>>?|>\||<>?)$/.test(nameOf(tree, tree.parent[word]!)) && (shellDialect(tree) ?? "bash") === "bash";
}

/** An operand of `[ … ]`. In `[[ … ]]` nothing is split. */
function isInOldTest(tree: SyntaxTree, expansion: NodeId): boolean {
  const node = shellWordAround(tree, expansion);
  const role = tree.role[node];
  if (role !== Role.Left && role !== Role.Right && role !== Role.Operand) return false;
  for (let at = tree.parent[node]!; at !== 0; at = tree.parent[at]!) {
    if (tree.kind[at] === Kind.TestCommand) return nameOf(tree, at) === "[";
    if (tree.kind[at] !== Kind.Binary && tree.kind[at] !== Kind.Unary && tree.kind[at] !== Kind.Logical) return false;
  }
  return false;
}
