// Cognitive complexity (SonarSource's white paper, version 1.7): how hard the control flow is to follow.

import { countUntil } from "../../model/count-until.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, firstChild, hasFlag, nameOf, nextSibling, noNode } from "../../syntax/tree.ts";
import { Flag } from "../../syntax/flags.ts";
import { type Outline, noUnit } from "./outline.ts";
import { findRecursive } from "./recursion.ts";
import { isElseIf } from "./shape.ts";
import { Stretches } from "./stretches.ts";

/** Structures that cost one more for each level they stand in. */
const structuralKinds = [Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Switch, Kind.Handler, Kind.Conditional];
const isStructural = new Uint8Array(kindCount);
for (const kind of structuralKinds) isStructural[kind] = 1;

const loopKinds: ReadonlySet<number> = new Set([Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile]);

export interface CognitiveFigures {
  /** By unit; a nested function counts in the outer one too, a level deeper. Classes: the sum of what they hold. */
  readonly byUnit: Int32Array;
  readonly file: number;
  /** What all nodes before this one come to: the points of a run of nodes are a difference of two such sums. */
  readonly sumBefore: (node: NodeId) => CognitiveSum;
  readonly levelOf: (node: NodeId) => number;
  /** What a nested function adds to a function around it; both by index. */
  readonly within: (inner: number, outer: number) => number;
  /** One past a unit's last node. */
  readonly endOf: (index: number) => NodeId;
}

export interface CognitiveSum {
  /** Where every structure counts as deep as it stands in the file. */
  readonly points: number;
  readonly structures: number;
}

/** The points of the nodes between two sums where they stand `levels` less deep. */
export function pointsBetween(before: CognitiveSum, behind: CognitiveSum, levels: number): number {
  return behind.points - before.points - levels * (behind.structures - before.structures);
}

/** What may cost points, or stand deeper than its parent whatever that is. */
const mayCount = new Uint8Array(kindCount);
for (const kind of [...structuralKinds, Kind.Logical, Kind.Break, Kind.Continue, Kind.Lambda]) mayCount[kind] = 1;

/** One pass, then a subtraction for each unit: nesting is relative to the function that is measured. */
export function measureCognitive(tree: SyntaxTree, outline: Outline): CognitiveFigures {
  const { units } = outline;
  const { kind, parent, size, subtreeEnd } = tree;
  const ledger = new Ledger();
  const levels = new Stretches(0);
  /** Units are in the order of their nodes: the next one to come. */
  let next = 0;
  const wrappers = findWrappers(tree, outline);
  const recursive = findRecursive(tree, outline);
  for (let node = 0; node < size; node++) {
    const isUnit = next < units.length && units[next]!.node === node;
    const isInStructure = isStructural[kind[parent[node]!]!] === 1;
    if (!isUnit && !isInStructure && mayCount[kind[node]!] === 0) continue;
    const above = levels.at(node);
    let level = above + (isInStructure && raisesNesting(tree, parent[node]!, node) ? 1 : 0);
    let points = 0;
    // A node may open several units, the last of which counts.
    let index = noUnit;
    for (; next < units.length && units[next]!.node === node; next++) {
      index = next;
      if (recursive.has(index)) points++;
    }
    if (index !== noUnit && isNestedFunction(outline, index) && !wrappers.has(units[index]!.parent)) level++;
    if (kind[node] === Kind.Lambda) level++;
    if (level !== above) levels.open(node, subtreeEnd[node]!, level);
    const isStructure = isStructural[kind[node]!] === 1 && !isElseIf(tree, node);
    ledger.enter(node, points + flatPoints(tree, node) + (isStructure ? 1 + level : 0), isStructure ? 1 : 0);
  }
  levels.at(size);
  const pointsOf = (node: NodeId, base: number): number => pointsBetween(ledger.sumBefore(node), ledger.sumBefore(subtreeEnd[node]!), base);
  return {
    byUnit: Int32Array.from(units, (unit) => pointsOf(unit.node, unit.kind === "class" ? 0 : levels.valueOf(unit.node))),
    file: ledger.sumBefore(size).points,
    sumBefore: (node) => ledger.sumBefore(node),
    levelOf: (node) => levels.valueOf(node),
    within: (inner, outer) => pointsOf(units[inner]!.node, levels.valueOf(units[outer]!.node)),
    endOf: (index) => subtreeEnd[units[index]!.node]!,
  };
}

/** The sums behind the few nodes that count, in their order. */
class Ledger {
  readonly #nodes: NodeId[] = [];
  readonly #sums: CognitiveSum[] = [{ points: 0, structures: 0 }];

  enter(node: NodeId, points: number, structures: number): void {
    if (points === 0 && structures === 0) return;
    const before = this.#sums[this.#sums.length - 1]!;
    this.#nodes.push(node);
    this.#sums.push({ points: before.points + points, structures: before.structures + structures });
  }

  sumBefore(node: NodeId): CognitiveSum {
    return this.#sums[countUntil(this.#nodes, node - 1)]!;
  }
}

function isNestedFunction(outline: Outline, index: number): boolean {
  const unit = outline.units[index]!;
  if (unit.kind === "class" || unit.parent === noUnit) return false;
  return outline.units[unit.parent]!.functionIndex !== noUnit;
}

/** True where a child stands one level deeper than its parent. */
export function raisesNesting(tree: SyntaxTree, parent: NodeId, child: NodeId): boolean {
  const kind = tree.kind[parent]!;
  if (isStructural[kind] === 0) return false;
  const role = tree.role[child]!;
  if (kind === Kind.If) return role === Role.Consequent || (role === Role.Alternate && tree.kind[child] !== Kind.If);
  if (kind === Kind.Conditional) return role === Role.Consequent || role === Role.Alternate;
  if (kind === Kind.Switch) return role === Role.Case;
  return role === Role.Body || role === Role.Alternate;
}

/** Points that do not grow with nesting: else, else-if, jumps to labels, runs of like logical operators. */
function flatPoints(tree: SyntaxTree, node: NodeId): number {
  const kind = tree.kind[node]!;
  if (kind === Kind.Logical) return startsRun(tree, node) ? 1 : 0;
  if (kind === Kind.Break || kind === Kind.Continue) return childOf(tree, node, Role.Label) === noNode ? 0 : 1;
  if (kind === Kind.If) return (isElseIf(tree, node) ? 1 : 0) + (hasPlainElse(tree, node) ? 1 : 0);
  return loopKinds.has(kind) && childOf(tree, node, Role.Alternate) !== noNode ? 1 : 0;
}

export function hasPlainElse(tree: SyntaxTree, node: NodeId): boolean {
  const alternate = childOf(tree, node, Role.Alternate);
  return alternate !== noNode && tree.kind[alternate] !== Kind.If;
}

/** `??` is a shorthand and costs nothing, like `?.`. A run ends where the operator changes or parentheses begin. */
function startsRun(tree: SyntaxTree, node: NodeId): boolean {
  const operator = nameOf(tree, node);
  if (operator === "??") return false;
  const parent = tree.parent[node]!;
  const continues = tree.kind[parent] === Kind.Logical && nameOf(tree, parent) === operator && !hasFlag(tree, node, Flag.Parenthesized);
  return !continues;
}

/**
 * Functions that only wrap another, as decorators do: nothing but nested functions, a docstring and a `return`.
 * The paper asks not to count their level.
 */
function findWrappers(tree: SyntaxTree, outline: Outline): ReadonlySet<number> {
  const wrappers = new Set<number>();
  for (const [index, { node, kind }] of outline.units.entries()) {
    if (kind === "class" || tree.kind[node] === Kind.ArrowFunction) continue;
    const body = childOf(tree, node, Role.Body);
    if (body !== noNode && isWrapperBody(tree, body)) wrappers.add(index);
  }
  return wrappers;
}

function isWrapperBody(tree: SyntaxTree, body: NodeId): boolean {
  let hasFunction = false;
  for (let child = firstChild(tree, body); child !== noNode; child = nextSibling(tree, child)) {
    const kind = tree.kind[child]!;
    if (kind === Kind.FunctionDeclaration) hasFunction = true;
    else if (kind === Kind.ExpressionStatement && tree.kind[child + 1] === Kind.String) continue;
    else if (kind !== Kind.Return) return false;
  }
  return hasFunction;
}
