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
  // A text that is repeated is some text, however often.
  if (sub === "Op:*" && operands[0] !== undefined && isString(operands[0])) return literalAt(operands[0], "any-string", "");
  if (operands.some((one) => one === undefined)) return undefined;
  // Every operand is defined: the line above leaves otherwise.
  return evaluate(sub.slice(3), operands as MatchNode[], node);
}

function concatenation(node: MatchNode, depth: number): MatchNode | undefined {
  if (node.kids.length === 1 && node.kids[0]!.sub === "Concat:template") return undefined;
  let text = "";
  for (const part of node.kids.slice(1)) {
    const value = constantOf(part, depth + 1);
    // A hole of a format string has to be known to the letter.
    if (value?.sub === "any-string" && node.kids[0]!.sub !== "Concat:f") return literalAt(firstPart(node), "any-string", "");
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
  if (isString(left)) return operator === "+" ? joinedStrings(left, right) : undefined;
  if (left.sub === "bool" && right.sub === "bool") return evaluateBoolean(operator, left, right, node);
  // The reference program folds whole numbers only.
  if (left.sub !== "int" || right.sub !== "int") return undefined;
  const [a, b] = [wholeNumber(left.text), wholeNumber(right.text)];
  if (a === undefined || b === undefined) return undefined;
  const compared = comparison(operator, a, b);
  return compared === undefined ? integerAt(node, arithmetic(operator, a, b)) : literalAt(node, "bool", String(compared));
}

function isString(node: MatchNode): boolean {
  return node.sub === "string" || node.sub === "any-string";
}

/** JavaScript writes a number behind a string out. */
function joinedStrings(left: MatchNode, right: MatchNode): MatchNode | undefined {
  if (left.sub === "string" && (right.sub === "string" || right.sub === "float")) return literalAt(left, "string", left.text + right.text);
  return isString(right) ? literalAt(left, "any-string", "") : undefined;
}

function wholeNumber(text: string): bigint | undefined {
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

/** A whole number of 64 bits; a larger one is not folded. */
function integerAt(node: MatchNode, value: bigint | undefined): MatchNode | undefined {
  return value === undefined || BigInt.asIntN(64, value) !== value ? undefined : literalAt(node, "int", String(value));
}

function evaluateUnary(operator: string, operand: MatchNode, node: MatchNode): MatchNode | undefined {
  if (operator === "not" && operand.sub === "bool") return literalAt(node, "bool", operand.text === "true" ? "false" : "true");
  if (operator === "-" && operand.sub === "float") return literalAt(node, operand.sub, String(-Number(operand.text)));
  if (operator === "+" && (operand.sub === "float" || operand.sub === "int")) return operand;
  const value = operand.sub === "int" ? wholeNumber(operand.text) : undefined;
  if (value === undefined) return undefined;
  return operator === "-" ? integerAt(node, -value) : operator === "~" ? integerAt(node, ~value) : undefined;
}

function evaluateBoolean(operator: string, left: MatchNode, right: MatchNode, node: MatchNode): MatchNode | undefined {
  const a = left.text === "true";
  const b = right.text === "true";
  if (operator === "and") return literalAt(node, "bool", String(a && b));
  if (operator === "or") return literalAt(node, "bool", String(a || b));
  return undefined;
}

function comparison(operator: string, left: bigint, right: bigint): boolean | undefined {
  switch (operator) {
    case "Eq":
      return left === right;
    case "NotEq":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return undefined;
  }
}

function arithmetic(operator: string, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
    case "//":
    case "%":
      return right === 0n ? undefined : divided(operator, left, right);
    case "**":
      return right > 0n && right < 64n ? left ** right : undefined;
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<<":
      return left >= 0n && right >= 0n && right < 64n ? left << right : undefined;
    case ">>":
      return right >= 0n && right < 64n ? left >> right : undefined;
    default:
      return undefined;
  }
}

/** A quotient that is exact, one rounded down, or a rest on whose sign all languages agree. */
function divided(operator: string, left: bigint, right: bigint): bigint | undefined {
  const rest = left % right;
  const differs = rest !== 0n && rest < 0n !== right < 0n;
  if (operator === "%") return differs ? undefined : rest;
  if (operator === "//") return left / right - (differs ? 1n : 0n);
  return rest === 0n ? left / right : undefined;
}
