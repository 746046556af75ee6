// The literal that an expression always has as its value, where the propagation found one.

import type { MatchNode } from "../view/match-node.ts";
import { makeNode } from "../view/match-node.ts";

/** The literal node that an expression evaluates to, or undefined. */
export function constantOf(node: MatchNode, depth = 0): MatchNode | undefined {
  if (depth > 200) return undefined;
  if (node.tag === "Literal") return node;
  if (node.value !== undefined && node.isSymbolic !== true) return node.value;
  if (node.tag === "Call") return constantOfOperation(node, depth);
  if (node.tag === "Conditional") return constantOfBranches(node, depth);
  return undefined;
}

function constantOfBranches(node: MatchNode, depth: number): MatchNode | undefined {
  const left = constantOf(node.kids[1]!, depth + 1);
  const right = constantOf(node.kids[2]!, depth + 1);
  if (left === undefined || right === undefined || left.sub !== right.sub) return undefined;
  return left.text === right.text ? left : literalAt(left, `any-${left.sub.replace(/^any-/, "")}`, "");
}

function constantOfOperation(node: MatchNode, depth: number): MatchNode | undefined {
  const sub = node.kids[0]!.sub;
  if (node.kids[0]!.tag !== "Special") return undefined;
  if (sub.startsWith("Concat:") && sub !== "Concat:tagged") return concatenation(node, depth);
  if (sub.startsWith("Encoded:")) return constantOf(node.kids[1]!, depth + 1);
  if (!sub.startsWith("Op:")) return undefined;
  const operands = node.kids.slice(1).map((kid) => constantOf(kid, depth + 1));
  if (sub === "Op:??") return operands[0]?.sub === "null" ? operands[1] : operands[0];
  if (operands.some((one) => one === undefined)) return undefined;
  // Every operand is defined: the line above leaves otherwise.
  return evaluate(sub.slice(3), operands as MatchNode[], node);
}

function concatenation(node: MatchNode, depth: number): MatchNode | undefined {
  if (node.kids.length === 1 && node.kids[0]!.sub === "Concat:template") return undefined;
  let text = "";
  for (const part of node.kids.slice(1)) {
    const value = constantOf(part, depth + 1);
    if (value?.sub === "any-string") return literalAt(firstPart(node), "any-string", "");
    if (value === undefined || (value.sub !== "string" && value.sub !== "float")) return undefined;
    text += value.text;
  }
  return literalAt(firstPart(node), "string", text);
}

/** Folded strings stand where their first part stands. */
function firstPart(node: MatchNode): MatchNode {
  const first = node.kids[1];
  if (first === undefined) return node;
  return first.tag === "Call" ? firstPart(first) : (constantOf(first) ?? first);
}

function literalAt(node: MatchNode, sub: string, text: string): MatchNode {
  return makeNode("Literal", node.start, node.end, undefined, sub, text);
}

function evaluate(operator: string, operands: readonly MatchNode[], node: MatchNode): MatchNode | undefined {
  const [left, right] = operands;
  if (left === undefined) return undefined;
  if (right === undefined) return evaluateUnary(operator, left, node);
  if (isString(left) && isString(right) && operator === "+" && left.sub !== right.sub) return literalAt(left, "any-string", "");
  // JavaScript writes a number behind a string out.
  if (left.sub === "string" && (right.sub === "string" || right.sub === "float") && operator === "+") return literalAt(left, "string", left.text + right.text);
  if (left.sub === right.sub && (operator === "Eq" || operator === "NotEq")) {
    return literalAt(node, "bool", String((left.text === right.text) === (operator === "Eq")));
  }
  if (left.sub === "bool" && right.sub === "bool") return evaluateBoolean(operator, left, right, node);
  if (!isNumber(left) || !isNumber(right)) return undefined;
  // The reference program folds whole numbers only.
  if (left.sub !== "int" || right.sub !== "int") return undefined;
  const value = arithmetic(operator, Number(left.text), Number(right.text), left.sub === "int" && right.sub === "int");
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return literalAt(node, left.sub === "int" && right.sub === "int" ? "int" : "float", String(value));
}

function isString(node: MatchNode): boolean {
  return node.sub === "string" || node.sub === "any-string";
}

function isNumber(node: MatchNode): boolean {
  return node.sub === "int" || node.sub === "float";
}

function evaluateUnary(operator: string, operand: MatchNode, node: MatchNode): MatchNode | undefined {
  if (operator === "not" && operand.sub === "bool") return literalAt(node, "bool", operand.text === "true" ? "false" : "true");
  if (operator === "-" && isNumber(operand)) return literalAt(node, operand.sub, String(-Number(operand.text)));
  return operator === "+" && isNumber(operand) ? operand : undefined;
}

function evaluateBoolean(operator: string, left: MatchNode, right: MatchNode, node: MatchNode): MatchNode | undefined {
  const a = left.text === "true";
  const b = right.text === "true";
  if (operator === "and") return literalAt(node, "bool", String(a && b));
  if (operator === "or") return literalAt(node, "bool", String(a || b));
  return undefined;
}

function arithmetic(operator: string, left: number, right: number, isInteger: boolean): number | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? undefined : isInteger ? Math.trunc(left / right) : left / right;
    case "**":
      return left ** right;
    case "%":
      return right === 0 ? undefined : left % right;
    default:
      return undefined;
  }
}
