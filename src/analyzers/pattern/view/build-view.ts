// Builds the match tree of a whole file or pattern from its normalised tree.

import { childrenOf } from "../../../syntax/tree.ts";
import { buildStatements } from "./build-statements.ts";
import { type MatchNode, makeNode } from "./match-node.ts";
import type { ViewContext } from "./view-context.ts";

/** The statements of a file, in a block that spans it. */
export function buildView(context: ViewContext): MatchNode {
  const view = makeNode("Block", 0, context.tree.text.length, buildStatements(context, childrenOf(context.tree, 0)));
  return context.endings.size === 0 ? view : { ...view, kids: view.kids.map((kid) => withEndings(kid, context.endings)) };
}

function withEndings(node: MatchNode, endings: ReadonlyMap<number, number>): MatchNode {
  const kids = node.kids.map((kid) => withEndings(kid, endings));
  const isSame = kids.every((kid, index) => kid === node.kids[index]);
  let end = node.end;
  for (let shorter = endings.get(end); shorter !== undefined && shorter < end; shorter = endings.get(end)) end = shorter;
  return isSame && end === node.end ? node : { ...node, kids, end };
}
