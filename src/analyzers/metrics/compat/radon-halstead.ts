// Halstead's counts as radon 6 takes them (`visitors.py`, HalsteadVisitor): only five kinds of operators, with their operands.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import type { CountAtNode, EventSink } from "../halstead.ts";
import { type Outline, noUnit } from "../outline.ts";
import { isOutsideBody } from "./radon-complexity.ts";

/** Makes the counting of one file; an operand is told apart by the name of the function it stands in. */
export function createRadonCount(outline: Outline): CountAtNode {
  return (tree, node, sink) => {
    // Bases and decorators of classes are walked, nothing of a function but its body.
    if (isOutsideBody(tree, node) && tree.kind[tree.parent[node]!] === Kind.FunctionDeclaration) return true;
    const operands = operandsAt(tree, node, sink);
    if (operands === undefined) return false;
    const owner = outline.units[outline.unitOf[node]!]?.functionIndex ?? noUnit;
    const context = owner === noUnit ? "\n" : outline.units[owner]!.name;
    for (const operand of operands) {
      const value = valueOf(tree, operand);
      if (value === undefined) sink.uniqueOperand();
      else sink.operand(`${context}\u0000${value}`);
    }
    return false;
  };
}

/** Tells the operators of a node and answers with its operands. */
function operandsAt(tree: SyntaxTree, node: NodeId, sink: EventSink): readonly NodeId[] | undefined {
  const name = nameOf(tree, node);
  switch (tree.kind[node]) {
    case Kind.Binary:
      sink.operator(hasFlag(tree, node, Flag.Comparison) ? `compare ${name}` : `binary ${name}`);
      return childrenOf(tree, node);
    case Kind.AugmentedAssignment:
      sink.operator(`binary ${name.slice(0, -1)}`);
      return childrenOf(tree, node);
    case Kind.Unary:
      sink.operator(`unary ${name}`);
      return childrenOf(tree, node);
    case Kind.ComparisonChain:
      for (const operator of childrenOf(tree, node, Role.Operator)) sink.operator(`compare ${nameOf(tree, operator)}`);
      return childrenOf(tree, node, Role.Operand);
    case Kind.Logical:
      if (continuesRun(tree, node)) return undefined;
      sink.operator(`logical ${name}`);
      return valuesOf(tree, node);
    default:
      return undefined;
  }
}

/** `a and b and c` is one operator with three operands there, and two nested nodes here. */
function continuesRun(tree: SyntaxTree, node: NodeId): boolean {
  const parent = tree.parent[node]!;
  return (
    tree.kind[parent] === Kind.Logical &&
    tree.role[node] === Role.Left &&
    tree.name[parent] === tree.name[node] &&
    !hasFlag(tree, node, Flag.Parenthesized)
  );
}

function valuesOf(tree: SyntaxTree, node: NodeId): NodeId[] {
  const values: NodeId[] = [];
  for (let at = node; ; ) {
    values.push(childOf(tree, at, Role.Right));
    const left = childOf(tree, at, Role.Left);
    if (left === noNode) return values;
    if (tree.kind[left] !== Kind.Logical || !continuesRun(tree, left)) {
      values.push(left);
      return values;
    }
    at = left;
  }
}

/** What two operands must share to be one: undefined where the node itself is the identity. */
function valueOf(tree: SyntaxTree, node: NodeId): string | undefined {
  const name = nameOf(tree, node);
  switch (tree.kind[node]) {
    case Kind.Name:
    case Kind.Attribute:
      return `s${name}`;
    case Kind.String:
      return `${hasFlag(tree, node, Flag.Bytes) ? "b" : "s"}${name}`;
    case Kind.StringConcatenation:
      return concatenatedValue(tree, node);
    case Kind.Number:
      return numberValue(name);
    case Kind.Boolean:
      // True equals 1 and False equals 0, in sets too.
      return name.toLowerCase() === "true" ? "n1" : "n0";
    case Kind.Null:
      return "none";
    case Kind.EllipsisLiteral:
      return "ellipsis";
    default:
      return undefined;
  }
}

function concatenatedValue(tree: SyntaxTree, node: NodeId): string | undefined {
  const parts = childrenOf(tree, node);
  if (parts.some((part) => tree.kind[part] !== Kind.String)) return undefined;
  const letter = hasFlag(tree, parts[0]!, Flag.Bytes) ? "b" : "s";
  return letter + parts.map((part) => nameOf(tree, part)).join("");
}

/** Numbers are one operand where they are equal, whatever their notation: `1`, `0x1`, `1.0`. */
function numberValue(text: string): string {
  if (text.endsWith("j")) {
    const value = Number(text.slice(0, -1));
    return value === 0 ? "n0" : `j${value}`;
  }
  if (/^0[xob]/.test(text)) return `n${BigInt(text)}`;
  if (/^\d+$/.test(text)) return `n${BigInt(text)}`;
  const value = Number(text);
  return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
}
