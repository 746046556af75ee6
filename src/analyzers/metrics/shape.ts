// The plain counts of a function: how deep it nests, its parameters and its returns.

import { Flag } from "../../syntax/flags.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, hasFlag } from "../../syntax/tree.ts";
import { type Outline, noUnit } from "./outline.ts";

const nests = new Uint8Array(kindCount);
for (const kind of [Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile, Kind.Switch, Kind.Try]) nests[kind] = 1;

export interface ShapeCounts {
  /** Deepest nesting of control structures by unit; an else-if stands as deep as its if. */
  readonly nesting: Int32Array;
  readonly returns: Int32Array;
}

/** One pass for all units. */
export function countShapes(tree: SyntaxTree, outline: Outline): ShapeCounts {
  const depths = new Uint16Array(tree.size);
  const nesting = new Int32Array(outline.units.length);
  const returns = new Int32Array(outline.units.length);
  for (let node = 1; node < tree.size; node++) {
    const index = outline.unitOf[node]!;
    const unit = outline.units[index];
    const owner = unit === undefined ? noUnit : unit.functionIndex;
    const depth = unit?.node === node ? 0 : depths[tree.parent[node]!]! + (nests[tree.kind[node]!] === 1 && !isElseIf(tree, node) ? 1 : 0);
    depths[node] = depth;
    if (owner === noUnit) continue;
    if (depth > nesting[owner]!) nesting[owner] = depth;
    if (tree.kind[node] === Kind.Return) returns[owner]!++;
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
