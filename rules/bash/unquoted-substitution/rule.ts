// bash/unquoted-substitution: the output of a command is used without quotes.

import { Kind, Role, childrenOf, defineRule, nameOf, noNode, splittingCommand, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

/** Commands whose output is one word, or words on purpose. */
const plain: ReadonlySet<string> = new Set(["nproc", "seq", "pgrep", "pidof", "id", "date", "wc", "uname", "arch", "tty", "hostname", "expr", "dpkg-architecture", "pkg-config", "getconf", "lsb_release", "shuf", "printf", "stat", "logname", "whoami"]);
/** Commands that are given lists on purpose. */
const takers: ReadonlySet<string> = new Set(["kill", "set", "eval", "exit", "return", "shift", "test", "wait", "apt-get", "apt", "dpkg", "yum", "dnf", "pip", "modprobe"]);

export const rule = defineRule({
  meta: {
    id: "bash/unquoted-substitution",
    title: "The output of a command is used without quotes",
    description: "It is split at blanks and its wildcards are replaced by names of files.",
    languages: ["bash"],
    category: "reliability",
    severity: "info",
    confidence: "medium",
    cwe: ["CWE-88"],
    remediationMinutes: 2,
    precision: { sampled: 14, true: 12, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    isOnByDefault: false,
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2046"] },
  },
  words: [],
  kinds: [Kind.CommandSubstitution],
  check(file, node) {
    const { tree } = file;
    const kind = nameOf(tree, node);
    if (kind !== "$" && kind !== "`") return;
    const command = splittingCommand(tree, node);
    if (command === noNode || takers.has(nameOf(tree, command))) return;
    const inner = childrenOf(tree, node, Role.Body);
    const last = inner.at(-1);
    if (last === undefined || plain.has(nameOf(tree, lastOf(tree, last)))) return;
    const text = textOf(tree, node);
    const isWhole = tree.role[node] !== Role.Part && kind === "$";
    file.report({
      at: node,
      message: "The output of this command is split into words; quote it.",
      ...(isWhole ? { fix: { description: "Quote it", safety: "unsafe" as const, edits: [{ start: tree.start[node]!, end: tree.end[node]!, replacement: `"${text}"` }] } } : {}),
    });
  },
});

function lastOf(tree: SyntaxTree, node: NodeId): NodeId {
  return tree.kind[node] === Kind.Pipeline ? (childrenOf(tree, node, Role.Element).at(-1) ?? node) : node;
}
