// Parses and evaluates the expressions of `metavariable-comparison`.

import { type Bindings, lookUp } from "../match/bindings.ts";
import { constantOf } from "../constants/constant-of.ts";
import { compileRegex } from "../regex/run-regex.ts";
import { fromStart } from "../regex/translate.ts";
import type { Condition } from "../rules/rule.ts";
import type { MatchNode } from "../view/match-node.ts";
import { sourceOf } from "./value-text.ts";

/** A parsed comparison. */
export type Comparison =
  | { readonly type: "literal"; readonly value: Value }
  | { readonly type: "metavariable"; readonly name: string }
  | { readonly type: "list"; readonly items: readonly Comparison[] }
  | { readonly type: "call"; readonly name: string; readonly items: readonly Comparison[] }
  | { readonly type: "unary"; readonly operator: string; readonly operand: Comparison }
  | { readonly type: "binary"; readonly operator: string; readonly left: Comparison; readonly right: Comparison };

type Value = number | string | boolean | readonly Value[];

class ComparisonError extends Error {}

/** Parses a comparison; a text explains what is wrong with it. */
export function parseComparison(text: string): Comparison | string {
  const tokens = text.match(/\$[A-Z_][A-Z_0-9]*|\$\d+|\d+\.\d+|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+|[A-Za-z_][\w.]*|r?"(?:[^"\\]|\\.)*"|r?'(?:[^'\\]|\\.)*'|\*\*|\/\/|<=|>=|==|!=|<<|>>|&&|\|\||[-+*/%<>()[\],&|^~!]|\S/g) ?? [];
  const reader = { tokens, at: 0 };
  try {
    const parsed = parseBinary(reader, 0);
    if (reader.at < tokens.length) throw new ComparisonError(`unexpected \`${tokens[reader.at]}\``);
    return parsed;
  } catch (error) {
    if (error instanceof ComparisonError) return error.message;
    throw error;
  }
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

const levels: readonly (readonly string[])[] = [
  ["or", "||"], ["and", "&&"], ["==", "!=", "<", ">", "<=", ">=", "in", "not in"], ["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "//", "%"], ["**"],
];
const maxDepth = 200;

function parseBinary(reader: Reader, level: number, depth = 0): Comparison {
  if (depth > maxDepth) throw new ComparisonError("too deeply nested");
  if (level === 2 && reader.tokens[reader.at] === "not") {
    reader.at += 1;
    return { type: "unary", operator: "not", operand: parseBinary(reader, 2, depth + 1) };
  }
  const operators = levels[level];
  if (operators === undefined) return parseUnary(reader, depth);
  let left = parseBinary(reader, level + 1, depth);
  for (;;) {
    let operator = reader.tokens[reader.at];
    if (operator === "not" && reader.tokens[reader.at + 1] === "in") operator = "not in";
    if (operator === undefined || !operators.includes(operator)) return left;
    reader.at += operator === "not in" ? 2 : 1;
    left = { type: "binary", operator, left, right: parseBinary(reader, level + 1, depth + 1) };
  }
}

function parseUnary(reader: Reader, depth: number): Comparison {
  const token = reader.tokens[reader.at];
  if (token === "-" || token === "+" || token === "~" || token === "!" || token === "not") {
    reader.at += 1;
    return { type: "unary", operator: token === "!" ? "not" : token, operand: parseUnary(reader, depth + 1) };
  }
  return parsePrimary(reader, depth);
}

function parsePrimary(reader: Reader, depth: number): Comparison {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new ComparisonError("the comparison ends too early");
  reader.at += 1;
  if (/^\$[A-Z_]/.test(token)) return { type: "metavariable", name: token };
  if (/^\d/.test(token)) return { type: "literal", value: Number(token) };
  if (/^r?["']/.test(token)) return { type: "literal", value: unquoted(token) };
  if (/^(true|True)$/.test(token)) return { type: "literal", value: true };
  if (/^(false|False)$/.test(token)) return { type: "literal", value: false };
  // Known words without a value: what asks for them does not hold.
  if (token === "None") return { type: "call", name: token, items: [] };
  if (token === "(") {
    const items = parseItems(reader, ")", depth);
    return items.length === 1 ? items[0]! : { type: "list", items };
  }
  if (token === "[") return { type: "list", items: parseItems(reader, "]", depth) };
  if (/^[A-Za-z_]/.test(token) && reader.tokens[reader.at] === "(") {
    reader.at += 1;
    return { type: "call", name: token, items: parseItems(reader, ")", depth) };
  }
  throw new ComparisonError(`unexpected \`${token}\``);
}

function parseItems(reader: Reader, closer: string, depth: number): Comparison[] {
  const items: Comparison[] = [];
  while (reader.tokens[reader.at] !== closer) {
    items.push(parseBinary(reader, 0, depth + 1));
    if (reader.tokens[reader.at] === ",") reader.at += 1;
    else if (reader.tokens[reader.at] !== closer) throw new ComparisonError(`\`${closer}\` is missing`);
  }
  reader.at += 1;
  return items;
}

function unquoted(token: string): string {
  const isRaw = token.startsWith("r");
  const inner = token.slice(isRaw ? 2 : 1, -1);
  return isRaw ? inner : inner.replace(/\\(["'\\])/g, "$1");
}

interface Scope {
  readonly bindings: Bindings;
  readonly text: string;
  readonly strip: boolean;
  /** The one metavariable that `strip` is for; undefined for all. */
  readonly metavariable: string | undefined;
}

/** True where the comparison holds; what cannot be evaluated does not hold. */
export function evaluateComparison(
  comparison: Comparison,
  condition: Extract<Condition, { type: "comparison" }>,
  bindings: Bindings,
  text: string,
): boolean {
  if (condition.metavariable !== undefined && lookUp(bindings, condition.metavariable) === undefined) return false;
  const scope: Scope = { bindings, text, strip: condition.strip, metavariable: condition.metavariable };
  return evaluate(comparison, scope) === true;
}

function evaluate(comparison: Comparison, scope: Scope): Value | undefined {
  switch (comparison.type) {
    case "literal":
      return comparison.value;
    case "metavariable":
      return valueOf(comparison.name, scope);
    case "list": {
      const items = comparison.items.map((item) => evaluate(item, scope));
      // Every item is defined: the test before leaves otherwise.
      return items.some((item) => item === undefined) ? undefined : (items as Value[]);
    }
    case "call":
      return evaluateCall(comparison, scope);
    case "unary":
      return evaluateUnary(comparison.operator, evaluate(comparison.operand, scope));
    default:
      return evaluateBinary(comparison, scope);
  }
}

function valueOf(name: string, scope: Scope): Value | undefined {
  const bound = lookUp(scope.bindings, name);
  if (bound === undefined) return undefined;
  const isStripped = scope.strip && (scope.metavariable === undefined || scope.metavariable === name);
  const node = bound.nodes.length === 1 ? bound.nodes[0]! : undefined;
  if (bound.type === "text") return isStripped ? strippedNumber(bound.text) : bound.isWord === true ? numberOrText(bound.text) : bound.text;
  return node === undefined ? undefined : valueOfNode(node, isStripped);
}

/** A word of a document is a number where it is written as one. */
function numberOrText(text: string): Value {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function valueOfNode(node: MatchNode, isStripped: boolean): Value | undefined {
  if (node.tag === "Container" && (node.sub === "list" || node.sub === "array")) {
    const items = node.kids.map((kid) => valueOfNode(kid, false));
    return items.includes(undefined) ? undefined : (items as Value[]);
  }
  const constant = isEncoded(node) ? undefined : constantOf(node);
  switch (constant?.sub) {
    case "int":
      return Number(constant.text);
    case "float":
      return isStripped ? undefined : Number(constant.text);
    case "bool":
      return constant.text === "true";
    case "string":
      return isStripped ? strippedNumber(constant.text) : constant.text;
    default:
      return undefined;
  }
}

/** True for a text with a prefix, as in b"1": it has no value in a comparison. */
function isEncoded(node: MatchNode): boolean {
  return node.tag === "Call" && node.kids[0]!.sub.startsWith("Encoded:");
}

/** The whole number that a text is without its quotes. */
function strippedNumber(text: string): number | undefined {
  const value = parseNumber(text.replace(/^["'`]|["'`]$/g, ""));
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}

function parseNumber(text: string): number | undefined {
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  if (/^\s|\s$/.test(text)) return undefined;
  const value = Number(text);
  return text === "" || Number.isNaN(value) ? undefined : value;
}

function evaluateCall(call: Extract<Comparison, { type: "call" }>, scope: Scope): Value | undefined {
  const items = call.items.map((item) => evaluate(item, scope));
  const [first, second] = items;
  switch (call.name) {
    case "int": {
      if (isFloat(call.items[0], scope)) return undefined;
      const value = typeof first === "string" ? parseNumber(first) : first;
      return typeof value === "number" && Number.isInteger(value) ? value : undefined;
    }
    case "str":
      if (first === undefined || Array.isArray(first)) return sourceText(call.items[0], scope);
      return isFloat(call.items[0], scope) && Number.isInteger(first) ? `${String(first)}.` : String(first);
    case "re.match":
      return matchesRegex(first, second);
    case "today":
      return Date.now() / 1000;
    case "strptime":
      return typeof first === "string" && /^\d{4}-\d{2}-\d{2}/.test(first) ? Date.parse(first) / 1000 : undefined;
    default:
      return undefined;
  }
}

/** `int` takes whole numbers and texts only; JavaScript's numbers are floats. */
function isFloat(item: Comparison | undefined, scope: Scope): boolean {
  const bound = item?.type === "metavariable" ? lookUp(scope.bindings, item.name) : undefined;
  const node = bound?.nodes.length === 1 ? bound.nodes[0]! : undefined;
  return node !== undefined && constantOf(node)?.sub === "float";
}

function sourceText(item: Comparison | undefined, scope: Scope): Value | undefined {
  const bound = item?.type === "metavariable" ? lookUp(scope.bindings, item.name) : undefined;
  return bound === undefined ? undefined : sourceOf(bound, scope.text);
}

function matchesRegex(pattern: Value | undefined, text: Value | undefined): boolean | undefined {
  return typeof pattern === "string" && typeof text === "string" ? compileRegex(fromStart(pattern), "")?.test(text) : undefined;
}

function evaluateUnary(operator: string, operand: Value | undefined): Value | undefined {
  if (operator === "not") return typeof operand === "boolean" ? !operand : undefined;
  if (typeof operand !== "number") return undefined;
  return operator === "-" ? -operand : operator === "~" ? ~operand : operand;
}

function evaluateBinary(comparison: Extract<Comparison, { type: "binary" }>, scope: Scope): Value | undefined {
  const { operator } = comparison;
  const left = evaluate(comparison.left, scope);
  if (operator === "and" || operator === "&&") return left === true && evaluate(comparison.right, scope) === true;
  if (operator === "or" || operator === "||") return left === true || evaluate(comparison.right, scope) === true;
  const right = evaluate(comparison.right, scope);
  if (left === undefined || right === undefined) return undefined;
  if (operator === "in" || operator === "not in") {
    const isIn = Array.isArray(right) ? right.some((item: Value) => areEqual(left, item)) : typeof right === "string" && right.includes(String(left));
    return operator === "in" ? isIn : !isIn;
  }
  if (operator === "==") return areEqual(left, right);
  if (operator === "!=") return !areEqual(left, right);
  if (operator === "+" && typeof left === "string" && typeof right === "string") return left + right;
  return typeof left === "number" && typeof right === "number" ? arithmetic(operator, left, right) : undefined;
}

function areEqual(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((item: Value, index) => areEqual(item, right[index] as Value));
}

function arithmetic(operator: string, left: number, right: number): Value | undefined {
  if (/[&|^]|<<|>>/.test(operator) && !(Number.isInteger(left) && Number.isInteger(right))) return undefined;
  const operations: Readonly<Record<string, () => Value>> = {
    "<": () => left < right, ">": () => left > right, "<=": () => left <= right, ">=": () => left >= right,
    "+": () => left + right, "-": () => left - right, "*": () => left * right, "/": () => left / right, "%": () => left % right,
    "**": () => left ** right, "&": () => left & right, "|": () => left | right, "^": () => left ^ right,
    "<<": () => left << right, ">>": () => left >> right,
  };
  return operations[operator]?.();
}
