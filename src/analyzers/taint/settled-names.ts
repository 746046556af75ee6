// What functions know of a program's variables: those that one plain assignment gives their value.

import type { MatchNode } from "../pattern/view/match-node.ts";
import { type TaintState, pathOf } from "./taint-state.ts";

/** Which names may count: those written once, and whether a declaration with a value is an assignment. */
interface Settling {
  readonly writtenOnce: ReadonlySet<number>;
  readonly countsDeclarations: boolean;
}

/** The part of a program's last state that its functions start from: no fields, no elements, no names written twice. */
export function settledNames(state: TaintState, statements: readonly MatchNode[], settling: Settling): TaintState {
  const paths: TaintState["paths"] = new Map();
  const stack = [...statements];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const target = assignedName(node, settling.countsDeclarations);
    const path = target === undefined ? undefined : pathOf(target);
    const taint = path === undefined ? undefined : state.paths.get(path);
    const id = target?.resolution?.id;
    if (path !== undefined && taint !== undefined && (id === undefined || settling.writtenOnce.has(id))) paths.set(path, taint);
    // A chained assignment settles none of its names.
    if (node.tag !== "Assign" && node.tag !== "Lambda" && node.tag !== "Function") stack.push(...node.kids);
  }
  return { paths, control: state.control, keepsClean: state.keepsClean };
}

function assignedName(node: MatchNode, countsDeclarations: boolean): MatchNode | undefined {
  if (node.tag === "Assign") return node.kids[0]!.tag === "Name" && node.kids[1]!.tag !== "Assign" ? node.kids[0] : undefined;
  if (!countsDeclarations || node.tag !== "Definition" || node.kids[1]!.tag !== "Variable") return undefined;
  const name = node.kids[0]!.kids[0]!;
  return name.tag === "Name" ? name : undefined;
}
