// Whether a value is what a function's caller gave it: a parameter, a part of one, or an element of one that a loop goes over.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode } from "../syntax/tree.ts";
import { findBuiltString, writtenValue } from "./built-string.ts";
import type { FileView } from "./file-view.ts";

const mostSteps = 20;
/** Names of what is a number wherever it is passed. */
const numbers = /(?:^|_|[a-z](?=[A-Z]))(?:pid|ppid|port|count|size|limit|timeout|signal|index|number|num|width|height)$/i;

/** Numbers by their name are left out: they can hold no text. */
export function isGivenByCaller(file: FileView, node: NodeId, depth = 0): boolean {
  const { tree } = file;
  let at = node;
  for (let step = 0; step < mostSteps && (tree.kind[at] === Kind.Attribute || tree.kind[at] === Kind.Subscript); step++) {
    if (tree.kind[at] === Kind.Attribute && numbers.test(nameOf(tree, at))) return false;
    at = childOf(tree, at, Role.Object);
  }
  if (at === noNode || tree.kind[at] !== Kind.Name || numbers.test(nameOf(tree, at))) return false;
  const binding = file.scopes.bindingOf(at);
  if (binding?.kind === "parameter") return true;
  if (binding?.kind !== "variable" || depth > mostSteps) return false;
  return binding.writes.some((write) => {
    const loop = loopOf(file, write);
    if (loop !== noNode) return isGivenByCaller(file, childOf(tree, loop, Role.Iterable), depth + 1);
    return binding.writes.length === 1 && partsOf(file, writtenValue(tree, write)).some((part) => isGivenByCaller(file, part, depth + 1));
  });
}

/** What joins the parts of a path to a text that still holds each of them. */
const joiners: ReadonlySet<string> = new Set(["path.join", "path.resolve", "path.normalize", "os.path.join", "os.path.abspath", "os.path.normpath", "os.path.expanduser"]);

/** What a text or path is put together from. */
function partsOf(file: FileView, value: NodeId): readonly NodeId[] {
  const { tree } = file;
  if (value === noNode) return [];
  const isJoin = tree.kind[value] === Kind.Call && joiners.has(file.qualifiedName(childOf(tree, value, Role.Callee)) ?? "");
  return isJoin ? childrenOf(tree, value, Role.Argument) : (findBuiltString(file, value)?.parts ?? []);
}

/** The loop that a name is the variable of. */
function loopOf(file: FileView, name: NodeId): NodeId {
  const { tree } = file;
  let at = name;
  for (let step = 0; step < mostSteps && at !== noNode && at > 0; step++) {
    const above = tree.parent[at]!;
    if (tree.kind[above] === Kind.ForEach || tree.kind[above] === Kind.ComprehensionFor) return tree.role[at] === Role.Iterable || tree.role[at] === Role.Body ? noNode : above;
    if (![Kind.VariableDeclaration, Kind.VariableDeclarator, Kind.Tuple, Kind.List].includes(tree.kind[above] as never)) return noNode;
    at = above;
  }
  return noNode;
}
