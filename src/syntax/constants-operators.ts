// What operators make of constant values, where all languages agree.

import { Flag } from "./flags.ts";

/** A value that is the same on every run. Numbers beyond doubles are left unknown. */
export type ConstantValue =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bytes"; readonly value: string }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "null" };

/** The value of a number literal; big integers beyond doubles and imaginary numbers are unknown. */
export function numberValue(text: string, flags: number): ConstantValue | undefined {
  if ((flags & Flag.Imaginary) !== 0) return undefined;
  const digits = (flags & Flag.BigInteger) !== 0 ? text.replace(/n$/, "") : text;
  // Old octal literals: `0777`, and `0777L` in Python 2, which stays unknown.
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) || (flags & Flag.Float) !== 0 : Number.isFinite(value);
  return isExact ? { type: "number", value } : undefined;
}

/** How a value reads inside a text, where the languages agree: not for fractions, booleans and null. */
export function textValue(value: ConstantValue): string | undefined {
  if (value.type === "string" || value.type === "bytes") return value.value;
  return value.type === "number" && Number.isInteger(value.value) ? String(value.value) : undefined;
}

/** True where both are known and equal. */
export function sameValue(left: ConstantValue, right: ConstantValue | undefined): boolean {
  if (right === undefined || left.type !== right.type) return false;
  return left.type === "null" || left.value === (right as typeof left).value;
}

/** Sums of numbers and of texts, and the other operators on numbers. */
export function binaryValue(operator: string, left: ConstantValue, right: ConstantValue | undefined): ConstantValue | undefined {
  if (right === undefined) return undefined;
  if (left.type === "number" && right.type === "number") return arithmetic(operator, left.value, right.value);
  const isText = left.type === "string" || left.type === "bytes";
  if (operator === "+" && isText && right.type === left.type) return { type: left.type, value: left.value + right.value };
  if (operator === "*" && isText && right.type === "number") return repeated(left, right.value);
  return undefined;
}

/** The longest text that repetition may make. */
const longestRepetition = 10_000;

function repeated(text: ConstantValue, count: number): ConstantValue | undefined {
  if (text.type !== "string" && text.type !== "bytes") return undefined;
  if (!Number.isInteger(count) || count < 0 || text.value.length * count > longestRepetition) return undefined;
  return { type: text.type, value: text.value.repeat(count) };
}

function arithmetic(operator: string, left: number, right: number): ConstantValue | undefined {
  let value: number;
  switch (operator) {
    case "+":
      value = left + right;
      break;
    case "-":
      value = left - right;
      break;
    case "*":
      value = left * right;
      break;
    case "**":
      value = left ** right;
      break;
    case "/":
      value = left / right;
      break;
    case "<<":
      value = right >= 0 && right < 53 ? left * 2 ** right : Number.NaN;
      break;
    default:
      return undefined;
  }
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value)) ? { type: "number", value } : undefined;
}

/** Signs and negation. */
export function unaryValue(operator: string, operand: ConstantValue | undefined): ConstantValue | undefined {
  if (operand?.type === "number" && operator === "-") return { type: "number", value: -operand.value };
  if (operand?.type === "number" && operator === "+") return operand;
  if (operand?.type === "boolean" && (operator === "not" || operator === "!")) return { type: "boolean", value: !operand.value };
  return undefined;
}
