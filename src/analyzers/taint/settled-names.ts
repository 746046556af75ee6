// What functions know of a program's variables: those that one plain assignment gives their value.

import type { MatchNode } from "../pattern/view/match-node.ts";
import type { Flow } from "./flow.ts";
import { runExpression } from "./run-expression.ts";
import { clean, union } from "./taint-set.ts";
import { type TaintState, copyState, pathOf, taintOfPath } from "./taint-state.ts";

/** Which names may count: those written once, and whether functions, lambdas and declarations settle the program's names too. */
interface Settling {
  readonly writtenOnce: ReadonlySet<number>;
  readonly countsDeclarations: boolean;
}

/** The part of a program's last state that its functions start from: no fields, no elements, no names written twice, and not that the program came there. */
export function settledNames(flow: Flow, end: TaintState | undefined, statements: readonly MatchNode[], settling: Settling): TaintState {
  const settled: TaintState = { paths: new Map(), control: clean, keepsClean: flow.globals.keepsClean };
  const functions: MatchNode[] = [];
  const stack = [...statements];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const target = assignedName(node, settling);
    const path = target === undefined ? undefined : pathOf(target);
    const taint = path === undefined ? undefined : end?.paths.get(path);
    if (path !== undefined && taint !== undefined) settled.paths.set(path, taint);
    // A chained assignment settles none of its names.
    if (node.tag === "Lambda" || node.tag === "Function") functions.push(node);
    else if (node.tag !== "Assign") stack.push(...node.kids);
  }
  // Where the end is not reached, the program is looked through like a function.
  if (settling.countsDeclarations) settleByValue(flow, settled, end === undefined ? statements : functions, settling);
  return settled;
}

/** What a function gives a variable of the program: only what the value holds by itself. */
function settleByValue(flow: Flow, settled: TaintState, nodes: readonly MatchNode[], settling: Settling): void {
  const silent: Flow = { ...flow, results: [], reported: new Set() };
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const [target, value] = givenName(node);
    const isGlobal = target?.resolution?.kind === "global" && onceWritten(target, settling) !== undefined;
    if (isGlobal) {
      const path = pathOf(target)!;
      const taint = union(taintOfPath(settled, path), runExpression(silent, value!, copyState(settled)));
      if (taint.size > 0) settled.paths.set(path, taint);
    }
    // Of a chained assignment the first name counts.
    if (node.tag !== "Assign") for (let index = node.kids.length - 1; index >= 0; index--) stack.push(node.kids[index]!);
  }
}

/** The name that a node gives a value, and the value. */
function givenName(node: MatchNode): [MatchNode?, MatchNode?] {
  if (node.tag === "AssignOperator" || node.tag === "Assign") return [node.kids[0], node.kids[1]];
  return node.tag === "Definition" && node.kids[1]!.tag === "Variable" ? [node.kids[0]!.kids[0], node.kids[1]!.kids[0]] : [];
}

function assignedName(node: MatchNode, settling: Settling): MatchNode | undefined {
  if (node.tag === "Assign") return node.kids[1]!.tag === "Assign" ? undefined : onceWritten(node.kids[0]!, settling);
  if (!settling.countsDeclarations || node.tag !== "Definition" || node.kids[1]!.tag !== "Variable") return undefined;
  return onceWritten(node.kids[0]!.kids[0]!, settling);
}

function onceWritten(target: MatchNode, { writtenOnce }: Settling): MatchNode | undefined {
  const id = target.resolution?.id;
  return target.tag === "Name" && (id === undefined || writtenOnce.has(id)) ? target : undefined;
}

/** True for the definition of a function or class. */
export function isFunctionOrClass(node: MatchNode): boolean {
  return node.tag === "Definition" && (node.kids[1]!.tag === "Function" || node.kids[1]!.tag === "Class");
}
