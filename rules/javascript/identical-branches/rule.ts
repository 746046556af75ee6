// javascript/identical-branches: both branches of a condition do the same.

import { Kind, Role, childOf, childrenOf, defineRule, isSameCode, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/identical-branches",
    title: "Both branches of a condition are the same",
    description: "The condition decides nothing: either one branch was not finished, or the test can go.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-1164"],
    precision: { sampled: 1, true: 1, on: "three 0.187, effect 4.1, webpack 5.112, eslint 10.15, express 5.3, rxjs 7.8, zod 4.6, lodash 4.18, Django 5.2" },
    remediationMinutes: 10,
    equivalents: { eslint: ["sonarjs/no-all-duplicated-branches"] },
  },
  words: [],
  kinds: [Kind.If, Kind.Conditional],
  check(file, node) {
    const { tree } = file;
    // A chain is looked at from its head, once.
    if (tree.kind[node] === Kind.If && tree.role[node] === Role.Alternate) return;
    const branches = branchesOf(file, node);
    const [first, ...others] = branches;
    if (first === undefined || others.length === 0 || isEmpty(file, first)) return;
    if (!others.every((branch) => isSameCode(tree, first, branch))) return;
    const at = childOf(tree, node, Role.Test);
    file.report({ at, message: `${branches.length === 2 ? "Both" : `All ${branches.length}`} branches behind this condition do the same.` });
  },
});

/** Every branch of the chain, or none where it has no last `else`. */
function branchesOf(file: FileView, node: NodeId): NodeId[] {
  const { tree } = file;
  const branches: NodeId[] = [];
  let at = node;
  while (at === node || tree.kind[at] === Kind.If) {
    branches.push(childOf(tree, at, Role.Consequent));
    at = childOf(tree, at, Role.Alternate);
    if (at === noNode) return [];
    if (tree.kind[node] === Kind.Conditional) break;
  }
  return [...branches, at];
}

function isEmpty(file: FileView, branch: NodeId): boolean {
  const { tree } = file;
  return tree.kind[branch] === Kind.Empty || (tree.kind[branch] === Kind.Block && childrenOf(tree, branch).length === 0);
}
