// Where code may raise, as the reference program sees it: at calls and at `raise` or `throw`.

import { isOperator } from "../match/match-expression.ts";
import type { MatchNode } from "../view/match-node.ts";

const simpleStatements: ReadonlySet<string> = new Set(["ExpressionStatement", "Definition", "Return", "Throw"]);

/** True for a statement without others inside: what it raises, it raises at its end. */
export function isSimple(statement: MatchNode): boolean {
  return simpleStatements.has(statement.tag);
}

const raising = new WeakMap<MatchNode, boolean>();

/** True for what holds a call or raises itself. Functions and comprehensions run elsewhere. */
export function mayRaise(node: MatchNode): boolean {
  if (node.kids.length === 0) return node.tag === "Throw";
  const known = raising.get(node);
  if (known !== undefined) return known;
  const found = raises(node) || (!runsElsewhere(node) && node.kids.some(mayRaise));
  raising.set(node, found);
  return found;
}

function raises(node: MatchNode): boolean {
  if (node.tag === "Throw" || node.tag === "New") return true;
  return node.tag === "Call" && !(node.kids[0]!.tag === "Special" && isOperator(node.kids[0]!.sub));
}

function runsElsewhere(node: MatchNode): boolean {
  if (node.tag === "Definition") return node.kids[1]!.tag === "Function" || node.kids[1]!.tag === "Class";
  return node.tag === "Lambda" || node.tag === "Comprehension";
}
