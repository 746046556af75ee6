// Cognitive complexity as eslint-plugin-sonarjs 4 counts it (S3776, `cognitive-complexity`): each function by itself.

import { Kind, kindCount } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, nameOf, noNode } from "../../../syntax/tree.ts";
import { hasPlainElse, raisesNesting } from "../cognitive.ts";
import { type Outline, isFunction, noUnit } from "../outline.ts";
import { isElseIf } from "../shape.ts";

const structuralKinds = [Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Switch, Kind.Handler, Kind.Conditional];
const isStructural = new Uint8Array(kindCount);
for (const kind of structuralKinds) isStructural[kind] = 1;

/** By unit (classes stay 0), with what stands outside of functions in the last entry. */
export function measureSonarCognitive(tree: SyntaxTree, outline: Outline): Int32Array {
  const { units } = outline;
  const top = units.length;
  const points = new Int32Array(top + 1);
  const leaks = new Int32Array(top + 1);
  const levels = new Uint16Array(tree.size);
  const counted = new Uint8Array(tree.size);
  const ownerOf = (node: NodeId): number => {
    const index = units[outline.unitOf[node]!]?.functionIndex ?? noUnit;
    return index === noUnit ? top : index;
  };
  for (let node = 1; node < tree.size; node++) {
    const parent = tree.parent[node]!;
    const owner = ownerOf(node);
    const isRaised = raisesNesting(tree, parent, node);
    if (isFunction(tree, node)) {
      // The rule raises the outer function's level for a branch that is itself a function and never lowers it again.
      const outer = ownerOf(parent);
      if (isRaised && outer !== top) leaks[outer]!++;
      continue;
    }
    levels[node] = levels[parent]! + (isRaised ? 1 : 0);
    const level = levels[node]! + leaks[owner]!;
    const isStructure = isStructural[tree.kind[node]!] === 1 && !isElseIf(tree, node);
    points[owner]! += flatPoints(tree, node, counted) + (isStructure ? 1 + level : 0);
  }
  return points;
}

function flatPoints(tree: SyntaxTree, node: NodeId, counted: Uint8Array): number {
  const kind = tree.kind[node]!;
  if (kind === Kind.If) return (isElseIf(tree, node) ? 1 : 0) + (hasPlainElse(tree, node) ? 1 : 0);
  if (kind === Kind.Break || kind === Kind.Continue) return childOf(tree, node, Role.Label) === noNode ? 0 : 1;
  return kind === Kind.Logical ? countAndRuns(tree, node, counted) : 0;
}

/** Runs of `&&` in a whole tree of logical operators, parentheses or not; `||` and `??` cost nothing. */
function countAndRuns(tree: SyntaxTree, node: NodeId, counted: Uint8Array): number {
  if (tree.kind[tree.parent[node]!] === Kind.JsxExpression && isUniform(tree, node, nameOf(tree, node))) {
    markLogical(tree, node, counted);
    return 0;
  }
  if (counted[node] === 1) return 0;
  let previous = "";
  let runs = 0;
  for (const operator of operatorsInOrder(tree, node, counted)) {
    if (operator === "&&" && previous !== "&&") runs++;
    previous = operator;
  }
  return runs;
}

/** `{a && b && <X/>}`: one operator throughout and no conditional among its operands. */
function isUniform(tree: SyntaxTree, root: NodeId, operator: string): boolean {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (tree.kind[node] === Kind.Conditional) return false;
    if (tree.kind[node] !== Kind.Logical) continue;
    if (nameOf(tree, node) !== operator) return false;
    pending.push(childOf(tree, node, Role.Left), childOf(tree, node, Role.Right));
  }
  return true;
}

function markLogical(tree: SyntaxTree, node: NodeId, counted: Uint8Array): void {
  for (const _ of operatorsInOrder(tree, node, counted)) continue;
}

/** The operators of nested logical expressions from left to right; marks their nodes. */
function operatorsInOrder(tree: SyntaxTree, root: NodeId, counted: Uint8Array): string[] {
  const operators: string[] = [];
  const pending: { readonly node: NodeId; readonly isOpen: boolean }[] = [{ node: root, isOpen: false }];
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    const { node, isOpen } = entry;
    if (isOpen) {
      operators.push(nameOf(tree, node));
      continue;
    }
    if (tree.kind[node] !== Kind.Logical) continue;
    counted[node] = 1;
    pending.push(
      { node: childOf(tree, node, Role.Right), isOpen: false },
      { node, isOpen: true },
      { node: childOf(tree, node, Role.Left), isOpen: false },
    );
  }
  return operators;
}
