// bash/variable-lost-in-pipe: a variable that a loop sets is lost with its pipe.

import { Kind, Role, ancestorOf, childrenOf, defineRule, nameOf, noNode, shellDialect } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const loops: ReadonlySet<number> = new Set([Kind.While, Kind.ForEach, Kind.For]);
const functions: ReadonlySet<number> = new Set([Kind.FunctionDeclaration]);
const keepers: ReadonlySet<string> = new Set(["ksh", "zsh"]);

export const rule = defineRule({
  meta: {
    id: "bash/variable-lost-in-pipe",
    title: "A variable that a loop sets is lost with its pipe",
    description: "The loop behind a pipe runs in a process of its own; what it sets is gone when it ends.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    equivalents: { shellcheck: ["SC2030", "SC2031"] },
  },
  words: [],
  kinds: [Kind.Pipeline],
  check(file, node) {
    const { tree } = file;
    const loop = childrenOf(tree, node, Role.Element).at(-1) ?? noNode;
    if (loop === noNode || !loops.has(tree.kind[loop]!) || keepers.has(shellDialect(tree) ?? "") || /\blastpipe\b/.test(tree.text)) return;
    const owner = Math.max(0, ancestorOf(tree, node, functions));
    const end = tree.subtreeEnd[owner]!;
    const seen = new Set<string>();
    for (let at = loop; at < tree.subtreeEnd[loop]!; at++) {
      const name = nameOf(tree, at);
      if (tree.kind[at] !== Kind.Name || tree.role[at] !== Role.Target || seen.has(name)) continue;
      const write = tree.parent[at]!;
      if (tree.kind[write] !== Kind.Assignment && tree.kind[write] !== Kind.AugmentedAssignment) continue;
      seen.add(name);
      if (!isSetBefore(tree, owner, node, name)) continue;
      const use = firstUse(tree, { from: tree.subtreeEnd[node]!, end, name });
      if (use === noNode) continue;
      file.report({
        at,
        message: `\`${name}\` has its old value again when the loop ends: behind a pipe it runs in a process of its own; write \`done < <(…)\`.`,
        trace: [
          { kind: "source", at, note: "set in the loop's own process" },
          { kind: "sink", at: use, note: "still has the value from before" },
        ],
      });
    }
  },
});

function isSetBefore(tree: SyntaxTree, owner: NodeId, pipeline: NodeId, name: string): boolean {
  for (let at = owner; at < pipeline; at++) if (tree.kind[at] === Kind.Name && tree.role[at] === Role.Target && nameOf(tree, at) === name) return true;
  return false;
}

/** The first place that reads the variable before it is set again. */
function firstUse(tree: SyntaxTree, { from, end, name }: { readonly from: NodeId; readonly end: NodeId; readonly name: string }): NodeId {
  for (let at = from; at < end; at++) {
    if (nameOf(tree, at) !== name) continue;
    if (tree.kind[at] === Kind.Expansion) return at;
    if (tree.kind[at] === Kind.Name && tree.role[at] === Role.Target) return noNode;
  }
  return noNode;
}
