// Follows where control goes at the end of a statement of a C-like language.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf, noNode } from "../syntax/tree.ts";

const functions: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction, Kind.Lambda, Kind.StaticBlock]);
const loops: ReadonlySet<number> = new Set([Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile]);

/** True for nodes that open a function's own flow of control. */
export function isFunctionLike(tree: SyntaxTree, node: NodeId): boolean {
  return functions.has(tree.kind[node]!);
}

/** The nodes below `root` in source order, without those inside of functions that begin below it. */
export function ownNodes(tree: SyntaxTree, root: NodeId): NodeId[] {
  const found: NodeId[] = [];
  const end = tree.subtreeEnd[root]!;
  for (let at = root + 1; at < end; ) {
    found.push(at);
    at = functions.has(tree.kind[at]!) ? tree.subtreeEnd[at]! : at + 1;
  }
  return found;
}

/** True where the statement behind this one can be reached through it. In doubt true. */
export function canReachEnd(tree: SyntaxTree, statement: NodeId): boolean {
  switch (tree.kind[statement]) {
    case Kind.Return:
    case Kind.Throw:
    case Kind.Break:
    case Kind.Continue:
      return false;
    case Kind.Block:
      return childrenOf(tree, statement, Role.Body).every((inner) => canReachEnd(tree, inner));
    case Kind.If:
      return branchesReachEnd(tree, statement);
    case Kind.Try:
      return tryReachesEnd(tree, statement);
    case Kind.While:
    case Kind.For:
    case Kind.DoWhile:
      return !isEndless(tree, statement) || hasBreak(tree, statement);
    case Kind.Switch:
      return switchReachesEnd(tree, statement);
    default:
      return true;
  }
}

function branchesReachEnd(tree: SyntaxTree, node: NodeId): boolean {
  const alternate = childOf(tree, node, Role.Alternate);
  return alternate === noNode || canReachEnd(tree, childOf(tree, node, Role.Consequent)) || canReachEnd(tree, alternate);
}

function tryReachesEnd(tree: SyntaxTree, node: NodeId): boolean {
  const finalizer = childOf(tree, node, Role.Finalizer);
  if (finalizer !== noNode && !canReachEnd(tree, finalizer)) return false;
  const handlers = childrenOf(tree, node, Role.Handler).map((handler) => childOf(tree, handler, Role.Body));
  return [childOf(tree, node, Role.Body), ...handlers].some((block) => block === noNode || canReachEnd(tree, block));
}

function isEndless(tree: SyntaxTree, loop: NodeId): boolean {
  const test = childOf(tree, loop, Role.Test);
  if (test === noNode) return tree.kind[loop] === Kind.For;
  return tree.kind[test] === Kind.Boolean ? nameOf(tree, test) === "true" : tree.kind[test] === Kind.Number && nameOf(tree, test) === "1";
}

function switchReachesEnd(tree: SyntaxTree, node: NodeId): boolean {
  const cases = childrenOf(tree, node, Role.Case);
  const last = cases.at(-1);
  if (last === undefined || !cases.some((entry) => childOf(tree, entry, Role.Pattern) === noNode)) return true;
  return hasBreak(tree, node) || childrenOf(tree, last, Role.Body).every((statement) => canReachEnd(tree, statement));
}

/** True where a `break` below may leave this loop or switch; one with a label is taken to. */
function hasBreak(tree: SyntaxTree, target: NodeId): boolean {
  return ownNodes(tree, target).some((at) => {
    if (tree.kind[at] !== Kind.Break) return false;
    return childOf(tree, at, Role.Label) !== noNode || jumpTarget(tree, at) === target;
  });
}

/** The loop (or, for `break`, also the switch) that a jump without a label belongs to, or `noNode`. */
export function jumpTarget(tree: SyntaxTree, jump: NodeId): NodeId {
  const isBreak = tree.kind[jump] === Kind.Break;
  for (let at = tree.parent[jump]!; at !== 0; at = tree.parent[at]!) {
    const kind = tree.kind[at]!;
    if (loops.has(kind) || (isBreak && kind === Kind.Switch)) return at;
    if (functions.has(kind)) return noNode;
  }
  return noNode;
}
