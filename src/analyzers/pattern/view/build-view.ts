// Builds the match tree of a whole file or pattern from its normalised tree.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { childrenOf } from "../../../syntax/tree.ts";
import { buildStatements } from "./build-statements.ts";
import { type MatchNode, makeNode } from "./match-node.ts";
import type { ViewContext } from "./view-context.ts";

/** The statements of a file, in a block that spans it. */
export function buildView(context: ViewContext): MatchNode {
  const view = makeNode("Block", 0, context.tree.text.length, buildStatements(context, childrenOf(context.tree, 0)));
  if (context.facts.encodesStringPrefixes) noteOpenStrings(context);
  return context.endings.size === 0 ? view : { ...view, kids: view.kids.map((kid) => withEndings(kid, context.endings)) };
}

const newerKinds: ReadonlySet<number> = new Set([Kind.Switch, Kind.TypeParameter, Kind.TypeAlias]);

/** Files with newer syntax are read by the reference program's other parser, for which a string ends before its closing quotes. */
function noteOpenStrings(context: ViewContext): void {
  const { tree, endings } = context;
  let isNewer = false;
  for (let node = 0; node < tree.size && !isNewer; node++) {
    isNewer = newerKinds.has(tree.kind[node]!) || (tree.kind[node] === Kind.Handler && (tree.flags[node]! & Flag.Group) !== 0);
  }
  if (!isNewer || context.placeholders !== undefined) return;
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind[node] !== Kind.String) continue;
    const end = tree.end[node]!;
    endings.set(end, end - (/("""|''')$/.test(tree.text.slice(end - 3, end)) ? 3 : 1));
  }
}

function withEndings(node: MatchNode, endings: ReadonlyMap<number, number>): MatchNode {
  const kids = node.kids.map((kid) => withEndings(kid, endings));
  const isSame = kids.every((kid, index) => kid === node.kids[index]);
  let end = node.end;
  for (let shorter = endings.get(end); shorter !== undefined && shorter < end; shorter = endings.get(end)) end = shorter;
  return isSame && end === node.end ? node : { ...node, kids, end };
}
