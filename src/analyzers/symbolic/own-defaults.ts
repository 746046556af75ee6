// Parameters that the program fills itself, though a test may not: `load = fetch`, `run=subprocess.run`, `clock = Date`.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, nameOf, noNode } from "../../syntax/tree.ts";
import { evaluate } from "./expressions.ts";
import type { Machine } from "./machine.ts";
import type { FunctionValue, Value } from "./values.ts";

/** What a parameter holds whose default names a function or a class: data from outside is none. Undefined for all others. */
export function ownDefault(machine: Machine, callee: FunctionValue, parameter: NodeId): Value | undefined {
  const { tree } = callee.unit;
  const standard = childOf(tree, parameter, Role.Default);
  if (standard === noNode || (tree.kind[standard] !== Kind.Name && tree.kind[standard] !== Kind.Attribute)) return undefined;
  const value = evaluate({ machine, unit: callee.unit, scope: callee.scope, self: undefined, callee: undefined, yielded: undefined }, standard);
  const isPart = value.type === "function" || value.type === "class" || (value.type === "reference" && isCalled(callee, nameOf(tree, parameter)));
  return isPart ? value : undefined;
}

/** Whether a function calls what its parameter of that name holds. */
function isCalled({ unit: { tree }, node }: FunctionValue, name: string): boolean {
  for (let inner = node; inner < tree.subtreeEnd[node]!; inner += 1) {
    if (tree.kind[inner] !== Kind.Call) continue;
    const callee = childOf(tree, inner, Role.Callee);
    if (tree.kind[callee] === Kind.Name && nameOf(tree, callee) === name) return true;
  }
  return false;
}
