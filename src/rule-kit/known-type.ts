// Tells of an expression that it is an array for certain, from how its value came about.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, childOf, nameOf, noNode } from "../syntax/tree.ts";
import type { FileView } from "./file-view.ts";
import { writtenValue } from "./built-string.ts";

/** Functions of the language that answer with an array. */
const arrayFunctions: ReadonlySet<string> = new Set(["Array", "Array.from", "Array.of", "Object.keys", "Object.values", "Object.entries"]);
const mostSteps = 4;

/** True where the expression is an array whenever it is worked out: a literal, or a name that only ever holds such. */
export function isKnownArray(file: FileView, node: NodeId, depth = 0): boolean {
  const { tree } = file;
  if (node === noNode || depth > mostSteps) return false;
  switch (tree.kind[node]) {
    case Kind.List:
      return true;
    case Kind.New:
    case Kind.Call: {
      const callee = childOf(tree, node, Role.Callee);
      const name = file.qualifiedName(callee);
      if (name !== undefined && arrayFunctions.has(name)) return true;
      // `"a b".split(" ")`: only strings have a method of this name.
      return tree.kind[callee] === Kind.Attribute && nameOf(tree, callee) === "split";
    }
    case Kind.TypeAssertion:
      return isKnownArray(file, childOf(tree, node, Role.Value), depth + 1);
    case Kind.Name: {
      const binding = file.scopes.bindingOf(node);
      if (binding?.kind !== "variable" || binding.writes.length === 0) return false;
      return binding.writes.every((write) => isKnownArray(file, writtenValue(tree, write), depth + 1));
    }
    default:
      return false;
  }
}
