// Finds functions that call themselves, straight or through others of the same file.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, nameOf, noNode } from "../../syntax/tree.ts";
import { type Outline, noUnit } from "./outline.ts";
import { findCycles } from "./strong-components.ts";

/** Indices of the units in a cycle of calls. A call counts where its name can only mean one function of the file. */
export function findRecursive(tree: SyntaxTree, outline: Outline): ReadonlySet<number> {
  const { units } = outline;
  const targets = listTargets(outline);
  const calls = new Map<number, Set<number>>();
  const unitAt = outline.followUnits();
  const { kind, size } = tree;
  for (let node = 0; node < size; node++) {
    if (kind[node] !== Kind.Call) continue;
    const caller = units[unitAt(node)]?.functionIndex ?? noUnit;
    if (caller === noUnit) continue;
    const callee = calledUnit(tree, node, targets, units[caller]!.parent);
    if (callee === noUnit) continue;
    const known = calls.get(caller);
    if (known === undefined) calls.set(caller, new Set([callee]));
    else known.add(callee);
  }
  return findCycles(units.length, (unit) => calls.get(unit) ?? []);
}

/** Functions by name: those outside of classes under `noUnit`, methods under their class. */
type Targets = ReadonlyMap<number, ReadonlyMap<string, number>>;

/** Methods are called on their own object, functions by their name. */
function listTargets({ units }: Outline): Targets {
  const targets = new Map<number, Map<string, number>>();
  for (const [index, { kind, name, parent }] of units.entries()) {
    if (kind === "class") continue;
    const owner = parent !== noUnit && units[parent]!.kind === "class" ? parent : noUnit;
    const named = targets.get(owner) ?? new Map<string, number>();
    targets.set(owner, named);
    // Two functions of one name: a call may mean either, so it means none.
    named.set(name, named.has(name) ? noUnit : index);
  }
  return targets;
}

const ownObjectNames: ReadonlySet<string> = new Set(["self", "cls"]);

/** What is called, by a function that stands in `owner`; `noUnit` for what is not known. */
function calledUnit(tree: SyntaxTree, call: NodeId, targets: Targets, owner: number): number {
  const callee = childOf(tree, call, Role.Callee);
  if (callee === noNode) return noUnit;
  if (tree.kind[callee] === Kind.Name) return targets.get(noUnit)?.get(nameOf(tree, callee)) ?? noUnit;
  if (tree.kind[callee] !== Kind.Attribute) return noUnit;
  const object = childOf(tree, callee, Role.Object);
  const isOwn = object !== noNode && (tree.kind[object] === Kind.This || ownObjectNames.has(nameOf(tree, object)));
  // A method of a class; what stands in a function is called by its name alone.
  return isOwn && owner !== noUnit ? targets.get(owner)?.get(nameOf(tree, callee)) ?? noUnit : noUnit;
}
