// Python 2: which files the reference reads with its grammar, and the statements that it has there.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildArguments, buildExpression, expressions } from "./build-expressions.ts";
import { type MatchNode, changed, makeNode } from "./match-node.ts";
import { type ViewContext, nodeAt } from "./view-context.ts";

/** True for a file with a statement that Python 3 does not have; `print >>f, x` alone is a shift there. */
export function hasOldStatement(tree: SyntaxTree): boolean {
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind[node] === Kind.OldStatement && !isShift(tree, node)) return true;
  }
  return false;
}

/** True where a file holds what the grammar of Python 2 does not: then the second parser reads it. */
export function needsNewPython(tree: SyntaxTree): boolean {
  for (let node = 0; node < tree.size; node++) {
    switch (tree.kind[node]) {
      case Kind.Await:
      case Kind.Nonlocal:
        return true;
      case Kind.FunctionDeclaration:
      case Kind.With:
      case Kind.ForEach:
        if (hasFlag(tree, node, Flag.Async)) return true;
        break;
      case Kind.Name:
        if (isOldKeyword(nameOf(tree, node)) && !isStatementOf(tree, node)) return true;
        break;
      case Kind.Attribute:
        if (isOldKeyword(nameOf(tree, node))) return true;
        break;
      case Kind.KeywordArgument:
        if (isOldCall(tree, tree.parent[node]!)) return true;
        break;
      default:
    }
  }
  return false;
}

function isOldKeyword(name: string): boolean {
  return name === "print" || name === "exec";
}

/** A name that a statement begins with: `print`, `print (x)`, `print (x)(y)`. */
function isStatementOf(tree: SyntaxTree, name: NodeId): boolean {
  let at = name;
  while (tree.kind[tree.parent[at]!] === Kind.Call && tree.role[at] === Role.Callee) at = tree.parent[at]!;
  return tree.kind[tree.parent[at]!] === Kind.ExpressionStatement;
}

function isOldCall(tree: SyntaxTree, node: NodeId): boolean {
  if (tree.kind[node] !== Kind.Call) return false;
  const callee = childOf(tree, node, Role.Callee);
  return tree.kind[callee] === Kind.Name && isOldKeyword(nameOf(tree, callee));
}

function isShift(tree: SyntaxTree, node: NodeId): boolean {
  const [first] = childrenOf(tree, node, Role.Argument);
  return first !== undefined && tree.text.startsWith(">>", tree.start[first]);
}

/**
 * `print a, b` is a call of `print`; what is printed to and the names that code is run with are no arguments.
 * In a file that Python 3 can read as well, `print >>f, x` is a tuple.
 */
export function buildOldStatement(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const nodes = childrenOf(tree, node, Role.Argument);
  const isPrint = nameOf(tree, node) === "print";
  if (isPrint && context.isOldPython !== true && isShift(tree, node)) return nodeAt(context, "Container", node, expressions(context, nodes), "tuple");
  if (context.isOldPython !== true) return oldCall(context, node, expressions(context, nodes), tree.end[node]!);
  const shown = isPrint && isShift(tree, node) ? nodes.slice(1) : isPrint ? nodes : nodes.slice(0, 1);
  const last = shown[shown.length - 1];
  const end = isPrint && shown.length > 0 ? endOfPrint(tree, node) : last === undefined ? endOfName(context, node) : tree.end[last]!;
  return oldCall(context, node, expressions(context, shown), end);
}

/** The comma that keeps `print a,` on its line is no part of it. */
function endOfPrint(tree: SyntaxTree, node: NodeId): number {
  const text = tree.text.slice(tree.start[node], tree.end[node]);
  return tree.end[node]! - (/\s*,$/.exec(text)?.[0].length ?? 0);
}

function oldCall(context: ViewContext, node: NodeId, values: readonly MatchNode[], end: number): MatchNode {
  const start = context.tree.start[node]!;
  const name = makeNode("Name", start, endOfName(context, node), undefined, "", nameOf(context.tree, node));
  return changed(nodeAt(context, "Call", node, [name, ...values]), { end });
}

function endOfName({ tree }: ViewContext, node: NodeId): number {
  return tree.start[node]! + nameOf(tree, node).length;
}

/** `print (a, b)` and `print` alone as the statements that they are in Python 2; undefined for any other expression. */
export function buildOldExpression(context: ViewContext, node: NodeId): MatchNode | undefined {
  const { tree } = context;
  if (tree.kind[node] === Kind.Name && nameOf(tree, node) === "print") {
    return nodeAt(context, "Call", node, [nodeAt(context, "Name", node, undefined, "", "print")]);
  }
  if (!isOldCall(tree, node)) return undefined;
  const callee = childOf(tree, node, Role.Callee);
  const values = buildArguments(context, node);
  return nodeAt(context, "Call", node, [buildExpression(context, callee), inParentheses(values, tree.text.indexOf("(", tree.end[callee]), tree.end[node]!)]);
}

/** What stands in a statement's parentheses: one value with them, or a tuple. */
function inParentheses(values: readonly MatchNode[], start: number, end: number): MatchNode {
  const only = values.length === 1 ? values[0]! : undefined;
  if (only === undefined) return makeNode("Container", start, end, values, "tuple");
  return only.tag === "Name" ? changed(only, { around: [start, end] }) : changed(only, { start, end });
}

/** The exception of `raise E, "m"`, and what stands behind it. */
export function oldRaise(context: ViewContext, value: NodeId): readonly NodeId[] | undefined {
  const { tree } = context;
  const isOpenTuple = context.facts.encodesStringPrefixes && value !== noNode && tree.kind[value] === Kind.Tuple && tree.text[tree.start[value]!] !== "(";
  return isOpenTuple && context.isSecondParser !== true ? childrenOf(tree, value) : undefined;
}
