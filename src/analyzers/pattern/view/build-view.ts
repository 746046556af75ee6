// Builds the match tree of a whole file or pattern from its normalised tree.

import { type SyntaxTree, childrenOf } from "../../../syntax/tree.ts";
import { hasOldStatement, needsNewPython } from "./build-old-python.ts";
import { buildStatements } from "./build-statements.ts";
import { type MatchNode, changed, makeNode } from "./match-node.ts";
import { type MovedOffsets, movePythonOffsets, needsSecondParser } from "./second-parser.ts";
import type { ViewContext } from "./view-context.ts";

/** The statements of a file, in a block that spans it. */
export function buildView(given: ViewContext): MatchNode {
  const isPython = given.facts.encodesStringPrefixes && given.placeholders === undefined;
  const context: ViewContext = isPython ? { ...given, ...readerOf(given.tree) } : given;
  const view = makeNode("Block", 0, context.tree.text.length, buildStatements(context, childrenOf(context.tree, 0)));
  if (isPython) movePythonOffsets(context.tree, context, context.isSecondParser === true);
  return context.endings.size === 0 && context.starts.size === 0 ? view : changed(view, { kids: view.kids.map((kid) => withMoved(kid, context)) });
}

/** Which of the reference's grammars of Python reads a file. */
function readerOf(tree: SyntaxTree): Pick<ViewContext, "isSecondParser" | "isOldPython"> {
  const isOld = hasOldStatement(tree);
  const isSecondParser = needsSecondParser(tree) || (isOld && needsNewPython(tree));
  return { isSecondParser, isOldPython: isOld && !isSecondParser };
}

function withMoved(node: MatchNode, moved: MovedOffsets): MatchNode {
  let kids: MatchNode[] | undefined;
  for (let index = 0; index < node.kids.length; index++) {
    const own = withMoved(node.kids[index]!, moved);
    if (own !== node.kids[index]) (kids ??= [...node.kids])[index] = own;
  }
  const start = moved.starts.get(node.start) ?? node.start;
  const end = movedEnd(node.end, moved.endings);
  return kids === undefined && end === node.end && start === node.start ? node : changed(node, { kids: kids ?? node.kids, start, end });
}

/** An end that moves back may meet another that moves; one that moves on stays there. */
function movedEnd(end: number, endings: ReadonlyMap<number, number>): number {
  let at = end;
  for (let next = endings.get(at); next !== undefined && next !== at; next = endings.get(at)) {
    if (next > at) return next;
    at = next;
  }
  return at;
}
