// Answers where control goes within one function, by the shape of its statements.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, ancestorOf, childOf, childrenOf, nameOf, noNode } from "../syntax/tree.ts";

/** Every kind that holds code which runs at another time than the code around it. */
export const functionKinds: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction, Kind.Lambda, Kind.Method]);
export const loopKinds: ReadonlySet<number> = new Set([Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile]);
const classKinds: ReadonlySet<number> = new Set([Kind.ClassDeclaration, Kind.ClassExpression]);

/** The nodes below `node` in source order, without what stands inside nested functions and classes; their own nodes are given. */
export function ownNodesOf(tree: SyntaxTree, node: NodeId): NodeId[] {
  const found: NodeId[] = [];
  for (let at = node + 1; at < tree.subtreeEnd[node]!; ) {
    found.push(at);
    const isClosed = functionKinds.has(tree.kind[at]!) || classKinds.has(tree.kind[at]!);
    at = isClosed ? tree.subtreeEnd[at]! : at + 1;
  }
  return found;
}

/** True where control never reaches what follows the statement. False where one cannot be sure, as for `with`, which may swallow. */
export function endsFlow(tree: SyntaxTree, statement: NodeId): boolean {
  if (statement === noNode) return false;
  const ends = (role: Role): boolean => endsFlow(tree, childOf(tree, statement, role));
  switch (tree.kind[statement]) {
    case Kind.Return:
    case Kind.Throw:
    case Kind.Break:
    case Kind.Continue:
      return true;
    case Kind.Block:
      return childrenOf(tree, statement, Role.Body).some((child) => endsFlow(tree, child));
    case Kind.If:
      return ends(Role.Consequent) && ends(Role.Alternate);
    case Kind.Try: {
      if (ends(Role.Finalizer)) return true;
      const handlers = childrenOf(tree, statement, Role.Handler);
      const areHandlersEnding = handlers.every((handler) => endsFlow(tree, childOf(tree, handler, Role.Body)));
      return areHandlersEnding && (ends(Role.Body) || ends(Role.Alternate));
    }
    case Kind.While:
      return isEndless(tree, statement);
    default:
      return false;
  }
}

/** `while True:` that nothing breaks out of. */
function isEndless(tree: SyntaxTree, loop: NodeId): boolean {
  const test = childOf(tree, loop, Role.Test);
  const isTrue = (tree.kind[test] === Kind.Boolean && nameOf(tree, test) === "true") || (tree.kind[test] === Kind.Number && nameOf(tree, test) === "1");
  return isTrue && !hasBreak(tree, loop);
}

/** True where a `break` inside the loop belongs to it; one with a label counts. */
export function hasBreak(tree: SyntaxTree, loop: NodeId): boolean {
  return ownNodesOf(tree, childOf(tree, loop, Role.Body)).some((node) => tree.kind[node] === Kind.Break && isLeavingFrom(tree, node, loop));
}

/** A break in the `else` of an inner loop leaves the outer one. */
function isLeavingFrom(tree: SyntaxTree, leaving: NodeId, loop: NodeId): boolean {
  if (childOf(tree, leaving, Role.Label) !== noNode) return true;
  for (let at = leaving; ; ) {
    const inner = ancestorOf(tree, at, loopKinds);
    if (inner === loop || inner === noNode) return inner === loop;
    const orElse = childOf(tree, inner, Role.Alternate);
    if (orElse === noNode || leaving < orElse || leaving >= tree.subtreeEnd[orElse]!) return false;
    at = inner;
  }
}

/** True where, after `node` has run, control surely leaves the loop before its next round. */
export function leavesLoopAfter(tree: SyntaxTree, node: NodeId, loop: NodeId): boolean {
  for (let at = node; at !== loop && at !== 0; at = tree.parent[at]!) {
    const parent = tree.parent[at]!;
    if (tree.kind[at] === Kind.Return || tree.kind[at] === Kind.Throw) return true;
    if (tree.kind[parent] !== Kind.Block) continue;
    const after = childrenOf(tree, parent, Role.Body).filter((sibling) => sibling > at);
    const end = after.find((sibling) => endsFlow(tree, sibling));
    if (end !== undefined) return tree.kind[end] !== Kind.Continue && !ownNodesOf(tree, end).some((inner) => tree.kind[inner] === Kind.Continue);
  }
  return false;
}
