// Finds functions that call themselves, straight or through others of the same file.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, nameOf, noNode } from "../../syntax/tree.ts";
import { type Outline, noUnit } from "./outline.ts";
import { findCycles } from "./strong-components.ts";

/** Indices of the units in a cycle of calls. A call counts where its name can only mean one function of the file. */
export function findRecursive(tree: SyntaxTree, outline: Outline): ReadonlySet<number> {
  const { units } = outline;
  const targets = new Map<string, number>();
  for (const [index, unit] of units.entries()) {
    if (unit.kind === "class") continue;
    const key = keyOf(outline, index);
    // Two functions of one name: a call may mean either, so it means none.
    targets.set(key, targets.has(key) ? noUnit : index);
  }
  const calls = new Map<number, Set<number>>();
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind[node] !== Kind.Call) continue;
    const caller = units[outline.unitOf[node]!]?.functionIndex ?? noUnit;
    if (caller === noUnit) continue;
    const callee = targets.get(calledKey(tree, outline, node, caller) ?? "") ?? noUnit;
    if (callee === noUnit) continue;
    const known = calls.get(caller);
    if (known === undefined) calls.set(caller, new Set([callee]));
    else known.add(callee);
  }
  return findCycles(units.length, (unit) => calls.get(unit) ?? []);
}

/** Methods are called on their own object, functions by their name. */
function keyOf(outline: Outline, index: number): string {
  const unit = outline.units[index]!;
  const isMember = unit.parent !== noUnit && outline.units[unit.parent]!.kind === "class";
  return isMember ? `${unit.parent} ${unit.name}` : unit.name;
}

const ownObjectNames: ReadonlySet<string> = new Set(["self", "cls"]);

function calledKey(tree: SyntaxTree, outline: Outline, call: NodeId, caller: number): string | undefined {
  const callee = childOf(tree, call, Role.Callee);
  if (callee === noNode) return undefined;
  if (tree.kind[callee] === Kind.Name) return nameOf(tree, callee);
  if (tree.kind[callee] !== Kind.Attribute) return undefined;
  const object = childOf(tree, callee, Role.Object);
  const isOwn = object !== noNode && (tree.kind[object] === Kind.This || ownObjectNames.has(nameOf(tree, object)));
  return isOwn ? `${outline.units[caller]!.parent} ${nameOf(tree, callee)}` : undefined;
}
