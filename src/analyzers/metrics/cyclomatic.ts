// Cyclomatic complexity (McCabe 1976): one for each function and one for each decision in it.

import { Flag } from "../../syntax/flags.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, hasFlag, nameOf, noNode } from "../../syntax/tree.ts";
import type { Outline } from "./outline.ts";

/** How many decisions a node is, in one definition of the metric. */
export type WeighDecision = (tree: SyntaxTree, node: NodeId) => number;

/** Decisions by unit (classes hold what stands in their bodies outside of methods); the last entry is the file's top. */
export function countDecisions(tree: SyntaxTree, outline: Outline, weigh: WeighDecision): Int32Array {
  const decisions = new Int32Array(outline.units.length + 1);
  const top = outline.units.length;
  const unitAt = outline.followUnits();
  for (let node = 0; node < tree.size; node++) {
    const weight = weigh(tree, node);
    if (weight === 0) continue;
    const unit = unitAt(node);
    decisions[unit < 0 ? top : unit]! += weight;
  }
  return decisions;
}

/** Adds what stands in class bodies to the function around the class, where code of class bodies runs. */
export function foldClasses(outline: Outline, decisions: Int32Array): Int32Array {
  const folded = decisions.slice();
  const top = outline.units.length;
  for (let index = top - 1; index >= 0; index--) {
    const unit = outline.units[index]!;
    if (unit.kind !== "class") continue;
    folded[unit.functionIndex < 0 ? top : unit.functionIndex]! += decisions[index]!;
  }
  return folded;
}

const decisionKinds: readonly number[] = [
  Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Case, Kind.Handler, Kind.Conditional, Kind.Logical,
  Kind.ComprehensionFor, Kind.ComprehensionIf,
];
const isDecision = new Uint8Array(kindCount);
for (const kind of decisionKinds) isDecision[kind] = 1;

/** Our own: branches, loops, handlers, cases that test, and short-circuit operators. */
export const weighOwn: WeighDecision = (tree, node) => {
  const kind = tree.kind[node]!;
  if (isDecision[kind] === 0) return 0;
  return kind === Kind.Case && isDefaultCase(tree, node) ? 0 : 1;
};

/** `default:`, `case _:` and `case name:` match whatever comes. */
export function isDefaultCase(tree: SyntaxTree, node: NodeId): boolean {
  const pattern = childOf(tree, node, Role.Pattern);
  if (pattern === noNode || hasFlag(tree, node, Flag.Default)) return true;
  return matchesAnything(tree, pattern);
}

export function matchesAnything(tree: SyntaxTree, pattern: NodeId): boolean {
  if (tree.kind[pattern] !== Kind.MatchPattern) return false;
  const sort = nameOf(tree, pattern);
  return sort === "wildcard" || (sort === "as" && childOf(tree, pattern, Role.Pattern) === noNode);
}
