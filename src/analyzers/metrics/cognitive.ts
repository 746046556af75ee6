// Cognitive complexity (SonarSource's white paper, version 1.7): how hard the control flow is to follow.

import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, firstChild, hasFlag, nameOf, nextSibling, noNode } from "../../syntax/tree.ts";
import { Flag } from "../../syntax/flags.ts";
import { type Outline, noUnit } from "./outline.ts";
import { findRecursive } from "./recursion.ts";
import { isElseIf } from "./shape.ts";

/** Structures that cost one more for each level they stand in. */
const structuralKinds = [Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Switch, Kind.Handler, Kind.Conditional];
const isStructural = new Uint8Array(kindCount);
for (const kind of structuralKinds) isStructural[kind] = 1;

const loopKinds: ReadonlySet<number> = new Set([Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile]);

export interface CognitiveFigures {
  /** By unit; a nested function counts in the outer one too, a level deeper. Classes: the sum of what they hold. */
  readonly byUnit: Int32Array;
  readonly file: number;
  /** Points that the nodes from `start` to before `end` have where they stand `levels` less deep. */
  readonly pointsOf: (start: NodeId, end: NodeId, levels: number) => number;
  readonly levelOf: (node: NodeId) => number;
  /** What a nested function adds to a function around it; both by index. */
  readonly within: (inner: number, outer: number) => number;
  /** One past a unit's last node. */
  readonly endOf: (index: number) => NodeId;
}

/** One pass, then a subtraction for each unit: nesting is relative to the function that is measured. */
export function measureCognitive(tree: SyntaxTree, outline: Outline): CognitiveFigures {
  const levels = new Uint16Array(tree.size);
  const points = new Float64Array(tree.size + 1);
  const structures = new Uint32Array(tree.size + 1);
  const { units } = outline;
  /** Units are in the order of their nodes: the next one to come. */
  let next = 0;
  const wrappers = findWrappers(tree, outline);
  for (let node = 0; node < tree.size; node++) {
    const parent = tree.parent[node]!;
    let level = node === 0 ? 0 : levels[parent]! + (raisesNesting(tree, parent, node) ? 1 : 0);
    // A node may open several units, the last of which counts.
    let index = noUnit;
    while (next < units.length && units[next]!.node === node) index = next++;
    if (index !== noUnit && isNestedFunction(outline, index) && !wrappers.has(units[index]!.parent)) level++;
    if (tree.kind[node] === Kind.Lambda) level++;
    levels[node] = level;
    const isStructure = isStructural[tree.kind[node]!] === 1 && !isElseIf(tree, node);
    points[node + 1] = points[node]! + flatPoints(tree, node) + (isStructure ? 1 + level : 0);
    structures[node + 1] = structures[node]! + (isStructure ? 1 : 0);
  }
  const recursive = findRecursive(tree, outline);
  const recursionBefore = sumBefore(outline, recursive, tree.size);
  const pointsOf = (start: NodeId, end: NodeId, base: number): number =>
    points[end]! - points[start]! + recursionBefore[end]! - recursionBefore[start]! - base * (structures[end]! - structures[start]!);
  const byUnit = new Int32Array(outline.units.length);
  for (const [index, { node, kind }] of outline.units.entries()) {
    const end = tree.subtreeEnd[node]!;
    const base = kind === "class" ? 0 : levels[node]!;
    byUnit[index] = pointsOf(node, end, base);
  }
  return {
    byUnit,
    file: points[tree.size]! + recursive.size,
    pointsOf,
    levelOf: (node) => levels[node]!,
    within: (inner, outer) => pointsOf(outline.units[inner]!.node, tree.subtreeEnd[outline.units[inner]!.node]!, levels[outline.units[outer]!.node]!),
    endOf: (index) => tree.subtreeEnd[outline.units[index]!.node]!,
  };
}

function isNestedFunction(outline: Outline, index: number): boolean {
  const unit = outline.units[index]!;
  if (unit.kind === "class" || unit.parent === noUnit) return false;
  return outline.units[unit.parent]!.functionIndex !== noUnit;
}

function sumBefore(outline: Outline, recursive: ReadonlySet<number>, size: number): Uint32Array {
  const before = new Uint32Array(size + 1);
  for (const index of recursive) before[outline.units[index]!.node + 1]!++;
  for (let node = 1; node <= size; node++) before[node]! += before[node - 1]!;
  return before;
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
