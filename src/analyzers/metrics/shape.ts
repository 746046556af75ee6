// The plain counts of a function: how deep it nests, its parameters and its returns.

import { Flag } from "../../syntax/flags.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, hasFlag } from "../../syntax/tree.ts";
import { type Outline, noUnit } from "./outline.ts";
import { Stretches } from "./stretches.ts";

/** What a node of a kind is to the counts; nearly all are nothing. */
const Part = { Nothing: 0, Structure: 1, Return: 2 } as const;
const partOf = new Uint8Array(kindCount);
for (const kind of [Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Switch, Kind.Try]) partOf[kind] = Part.Structure;
partOf[Kind.Return] = Part.Return;

export interface ShapeCounts {
  /** Deepest nesting of control structures by unit; an else-if stands as deep as its if. */
  readonly nesting: Int32Array;
  readonly returns: Int32Array;
}

/** One pass for all units. */
export function countShapes(tree: SyntaxTree, outline: Outline): ShapeCounts {
  const { units } = outline;
  const { kind, size, subtreeEnd } = tree;
  const depths = new Stretches(0);
  const unitAt = outline.followUnits();
  const nesting = new Int32Array(units.length);
  const returns = new Int32Array(units.length);
  let next = 0;
  for (let node = 1; node < size; node++) {
    // Each unit begins to count anew.
    const isUnit = next < units.length && units[next]!.node === node;
    while (next < units.length && units[next]!.node <= node) next++;
    if (isUnit) {
      depths.at(node);
      depths.open(node, subtreeEnd[node]!, 0);
      continue;
    }
    const part = partOf[kind[node]!]!;
    if (part === Part.Nothing || (part === Part.Structure && isElseIf(tree, node))) continue;
    const owner = units[unitAt(node)]?.functionIndex ?? noUnit;
    if (part === Part.Return) {
      if (owner !== noUnit) returns[owner]!++;
      continue;
    }
    const depth = depths.at(node) + 1;
    depths.open(node, subtreeEnd[node]!, depth);
    if (owner !== noUnit && depth > nesting[owner]!) nesting[owner] = depth;
  }
  return { nesting, returns };
}

/** An If that continues another's chain. */
export function isElseIf(tree: SyntaxTree, node: NodeId): boolean {
  return tree.kind[node] === Kind.If && tree.role[node] === Role.Alternate && tree.kind[tree.parent[node]!] === Kind.If;
}

/** Formal parameters; the bare `/` and `*` of a Python signature are none. */
export function countParameters(tree: SyntaxTree, functionNode: NodeId): number {
  let count = 0;
  const end = tree.subtreeEnd[functionNode]!;
  for (let child = functionNode + 1; child < end; child = tree.subtreeEnd[child]!) {
    const isMarker = hasFlag(tree, child, Flag.PositionalMarker | Flag.KeywordMarker);
    if (tree.kind[child] === Kind.Parameter && !isMarker) count++;
  }
  return count;
}
