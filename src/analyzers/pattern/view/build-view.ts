// Builds the match tree of a whole file or pattern from its normalised tree.

import { childrenOf } from "../../../syntax/tree.ts";
import { buildStatements } from "./build-statements.ts";
import { type MatchNode, makeNode } from "./match-node.ts";
import type { ViewContext } from "./view-context.ts";

/** The statements of a file, in a block that spans it. */
export function buildView(context: ViewContext): MatchNode {
  return makeNode("Block", 0, context.tree.text.length, buildStatements(context, childrenOf(context.tree, 0)));
}
