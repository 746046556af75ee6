// Prints a normalised tree as indented lines, for tests, golden files and people who write rules.

import { kindName } from "./kinds.ts";
import { roleName } from "./roles.ts";
import { Flag } from "./flags.ts";
import { type NodeId, type SyntaxTree, nameOf } from "./tree.ts";

/** One line a node: depth, role, kind, name, flags as hexadecimal digits, and the range when asked for. */
export function dumpTree(tree: SyntaxTree, options: { withRanges?: boolean; root?: NodeId } = {}): string {
  const root = options.root ?? 0;
  const lines: string[] = [];
  const depth = new Map<NodeId, number>([[root, 0]]);
  for (let node = root; node < tree.subtreeEnd[root]!; node++) {
    const level = node === root ? 0 : depth.get(tree.parent[node]!)! + 1;
    depth.set(node, level);
    const name = nameOf(tree, node);
    const flags = tree.flags[node]!;
    lines.push(
      "  ".repeat(level) +
        (node === root ? "" : `${roleName(tree.role[node]!)}: `) +
        kindName(tree.kind[node]!) +
        (name === "" ? "" : ` ${JSON.stringify(name)}`) +
        (flags === 0 ? "" : ` #${flags.toString(16)}${(flags & Flag.Parenthesized) !== 0 ? " ()" : ""}`) +
        (options.withRanges === true ? ` [${tree.start[node]}-${tree.end[node]}]` : ""),
    );
  }
  return lines.join("\n");
}
