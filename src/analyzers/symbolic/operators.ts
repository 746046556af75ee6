// Operators of a simulated program, exact on known values.

import { textOfValue } from "./definitions.ts";
import { whenUnset } from "./library-objects.ts";
import type { Machine } from "./machine.ts";
import { asMarkup, intoMarkup } from "./markup.ts";
import { ANY_KEY, MARK, type ListValue, type Text, type Value, boolean, carriedBy, carries, concatenate, dict, known, list, number, text, trailsThrough, unknown } from "./values.ts";

/** The result of an arithmetic or text operator. */
export function binary(machine: Machine, operator: string, left: Value, right: Value): Value {
  if (left.type === "number" && right.type === "number") return arithmetic(operator, left.value, right.value);
  if (left.type === "text" && left.isMarkup === true && (operator === "+" || operator === "%")) return asMarkup(operator === "+" ? concatenate([left, machine.toText(intoMarkup(machine, right))]) : percentFormat(machine, left, filledInto(machine, right)));
  if (left.type === "list" && left.shape === "set" && (operator === "-" || operator === "&")) return reduceSet(machine, operator, left, right);
  if (operator === "+") return add(machine, left, right);
  if (operator === "%" && (left.type === "text" || left.type === "outside")) return percentFormat(machine, left, right);
  if (operator === "/" && !isNumeric(left)) return joinPath(machine, left, right);
  if (operator === "|" && left.type === "dict" && right.type === "dict") return dict([...left.entries, ...right.entries], left.isOpen || right.isOpen);
  if (operator === "*" && left.type === "list" && right.type === "number") return list(Array.from({ length: Math.min(16, Math.max(0, right.value)) }, () => left.items).flat(), left.shape);
  if (operator === "*" && left.type === "text" && right.type === "number") return text((known(left) ?? "").repeat(Math.min(64, Math.max(0, right.value))));
  return unknown(operator, trailsThrough(operator, [left, right].filter((side) => side.type !== "text" && side.type !== "outside")));
}

/** What a percent sign puts into markup. */
function filledInto(machine: Machine, filling: Value): Value {
  if (filling.type === "list") return list(filling.items.map((item) => intoMarkup(machine, item)), filling.shape);
  return filling.type === "dict" ? dict([...filling.entries].map(([name, value]) => [name, intoMarkup(machine, value)] as const)) : intoMarkup(machine, filling);
}

function reduceSet(machine: Machine, operator: string, left: ListValue, right: Value): Value {
  const others = setOf(machine, right);
  if (others === undefined || left.isOpen) return unknown(operator, trailsThrough(operator, [left]));
  return list(left.items.filter((item) => others.has(known(asText(machine, item)) ?? "") === (operator === "&")), "set");
}

/** The texts of a list that is known whole. */
function setOf(machine: Machine, value: Value): Set<string> | undefined {
  const texts = value.type === "list" && !value.isOpen ? textsIn(machine, value) : undefined;
  return texts && new Set(texts);
}

/** The texts of a list's items; undefined where some are not known. */
export function textsIn(machine: Machine, value: Value | undefined): string[] | undefined {
  if (value?.type !== "list") return undefined;
  const texts = value.items.map((item) => known(machine.toText(item)));
  return texts.includes(undefined) ? undefined : (texts as string[]);
}

function isNumeric(value: Value): boolean {
  return value.type === "number";
}

function arithmetic(operator: string, left: number, right: number): Value {
  switch (operator) {
    case "+":
      return number(left + right);
    case "-":
      return number(left - right);
    case "*":
      return number(left * right);
    case "/":
      return number(left / right);
    case "//":
      return number(Math.floor(left / right));
    case "%":
      return number(left % right);
    case "**":
      return number(left ** right);
    case "|":
      return number(left | right);
    case "&":
      return number(left & right);
    case "^":
      return number(left ^ right);
    case "<<":
      return number(left << right);
    case ">>":
      return number(left >> right);
    default:
      return unknown(operator);
  }
}

function add(machine: Machine, left: Value, right: Value): Value {
  if (left.type === "list" && right.type === "list") return list([...left.items, ...right.items], left.shape, left.isOpen || right.isOpen);
  if (left.type === "list" || right.type === "list") {
    const items = [left, right].flatMap((side) => (side.type === "list" ? side.items : [side]));
    return list(items, "list", true);
  }
  return concatenate([textOfValue(machine, left), textOfValue(machine, right)]);
}

/** `pathlib`: `base / part`. An absolute part replaces what is before it. */
function joinPath(machine: Machine, left: Value, right: Value): Value {
  const part = machine.toText(right);
  const piece = part.type === "text" ? known(part) : undefined;
  if (piece?.startsWith("/") === true) return text(piece);
  return concatenate([machine.toText(left), text("/"), part]);
}

function percentFormat(machine: Machine, template: Value, filling: Value): Value {
  const pattern = machine.toText(template);
  const values = filling.type === "list" && filling.shape === "tuple" ? filling.items : [filling];
  if (pattern.type === "unknown") return unknown("%", trailsThrough("%", values));
  let next = 0;
  return concatenate(
    pattern.parts.flatMap((part) => {
      if (typeof part !== "string") return [part];
      return part.split(/(%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z%])/).map((piece, index) => {
        if (index % 2 === 0) return text(piece);
        if (piece.endsWith("%")) return text("%");
        const name = /\((\w+)\)/.exec(piece)?.[1];
        const value = name === undefined ? values[next++] : filling.type === "dict" ? filling.entries.get(name) : undefined;
        if (/[diufeg]$/i.test(piece)) return numeric(value);
        return value === undefined ? unknown("%") : textOfValue(machine, value);
      });
    }),
  );
}

/** What a numeric hole makes of a value: never its text. */
function numeric(value: Value | undefined): Text {
  return text(value?.type === "number" ? String(value.value) : "0");
}

/** The result of a comparison. Text that the attacker chooses is compared for real, all else from outside is unknown. */
export function compare(machine: Machine, operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case "==":
    case "===":
    case "is":
      return equal(machine, left, right, false, operator === "===");
    case "!=":
    case "!==":
    case "is not":
      return equal(machine, left, right, true, operator === "!==");
    case "in":
      return contains(machine, right, left, false);
    case "not in":
      return contains(machine, right, left, true);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return left.type === "list" && right.type === "list" ? within(machine, operator, left, right) : order(operator, left, right);
    case "instanceof":
      return isInstance(left, right);
    default:
      return unknown(operator);
  }
}

const sentByClient = /^(?:req|request|ctx|event)\./;

/** What a request brings is of no class of the program's, nor are texts and numbers; an object that it made is known by its own. */
function isInstance(value: Value, of: Value): Value {
  if (of.type !== "class") return unknown("instanceof");
  if (value.type === "text" || value.type === "number" || value.type === "list" || (value.type === "outside" && sentByClient.test(value.path))) return boolean(false);
  const extendsIt = (one: Value): boolean => one === of || (one.type === "class" && one.bases.some(extendsIt));
  return value.type === "instance" ? boolean(extendsIt(value.of)) : unknown("instanceof");
}

/** Sets within each other. */
function within(machine: Machine, operator: string, left: Value, right: Value): Value {
  const [one, other] = [setOf(machine, left), setOf(machine, right)];
  if (one === undefined || other === undefined) return unknown(operator);
  const [small, large] = operator.startsWith("<") ? [one, other] : [other, one];
  return boolean([...small].every((item) => large.has(item)) && (operator.endsWith("=") || small.size < large.size));
}

function order(operator: string, left: Value, right: Value): Value {
  const [one, other] = left.type === "number" && right.type === "number" ? [left.value, right.value] : [known(left), known(right)];
  if (one === undefined || other === undefined) return unknown(operator);
  const isTrue = operator === "<" ? one < other : operator === ">" ? one > other : operator === "<=" ? one <= other : one >= other;
  return boolean(isTrue);
}

/** An outside value that the attacker does not use in this run may be anything. */
function isOpen(machine: Machine, value: Value): boolean {
  return value.type === "unknown" || value.type === "reference" || machine.isFree(value);
}

function isObject({ type }: Value): boolean {
  return type === "list" || type === "dict";
}

/** `isStrict`: an object is no text, whatever it reads as. */
function equal(machine: Machine, left: Value, right: Value, isNegated: boolean, isStrict: boolean): Value {
  if (left.type === "nothing" || right.type === "nothing") {
    const other = left.type === "nothing" ? right : left;
    if (other.type === "unknown" && /\bdocinfo\.(?:internalDTD|doctype)$/.test(other.name) && other.trails.length > 0 && machine.hasFocus && !machine.isHarmless) return boolean(isNegated);
    if (other.type === "unknown" || other.type === "reference") return unknown("==");
    return boolean((other.type === "nothing") !== isNegated);
  }
  if (isOpen(machine, left) || isOpen(machine, right)) {
    if (isSigned(left) || isSigned(right)) return matchesSignature(machine, isNegated);
    if (isSetting(left) || isSetting(right)) return boolean(machine.decide());
    // What an attacker sends is none of the values that are set for the program.
    if ((isConfigured(left) && isAttack(machine, right)) || (isConfigured(right) && isAttack(machine, left))) return boolean(isNegated);
    // One among several things of which nothing is known: files of a folder, rows.
    if ([left, right].some((side) => side.type === "unknown" && isFound.test(side.name)) && (carries(left) || carries(right))) machine.isLookedUp = true;
    machine.noteCompared(left, right);
    // Compared with a column, the input is a part of the condition that comes out.
    return unknown("==", trailsThrough("==", [left, right]));
  }
  if (left.type === "number" && right.type === "number") return boolean((left.value === right.value) !== isNegated);
  if (left.type === "boolean" && right.type === "boolean") return boolean((left.value === right.value) !== isNegated);
  if (left === right && left.type !== "text") return boolean(!isNegated);
  if (isStrict && isObject(left) !== isObject(right)) return boolean(isNegated);
  const one = known(asText(machine, left));
  const other = known(asText(machine, right));
  if (one === undefined || other === undefined) {
    machine.noteCompared(left, right);
    return unknown("==");
  }
  noteComparison(machine, left, right, one, other);
  return boolean((one === other) !== isNegated);
}

/** An item of a library's, or what it says of one. */
const isFound = /\[\]|\.(?:get|getAttribute|findtext)\(\)$|\.(?:stem|name|text|textContent)$/;

/** What only who has the key can make. */
function isSigned(value: Value): boolean {
  return value.type === "unknown" && /^hmac\.(?:new|digest)\(\)/.test(value.name);
}

/** An attacker does not know what a signature comes to; whoever sends what the program gave out does. */
function matchesSignature(machine: Machine, isNegated: boolean): Value {
  return machine.hasFocus && !machine.isHarmless ? boolean(isNegated) : unknown("==");
}

/** `hmac.compare_digest`: true, false, or undefined where nothing is known. */
export function compareDigests(machine: Machine, [left, right]: readonly Value[]): Value | undefined {
  return [left, right].some((side) => side !== undefined && isSigned(side)) ? matchesSignature(machine, false) : undefined;
}

const configuration = /(?:^|[._])(?:settings|config\w*|conf|options)\b/i;

/** What is set for the program from elsewhere. */
export function isConfigured(value: Value): boolean {
  return (value.type === "reference" || (value.type === "unknown" && value.trails.length === 0)) && configuration.test(value.name);
}

/** The text that is sent, or a part of it that leads elsewhere. */
export function isAttack(machine: Machine, value: Value): boolean {
  return machine.hasFocus && !machine.isHarmless && value.type !== "list" && value.type !== "dict" && carriedBy(value).isPlain;
}

/** What the surroundings say: a switch that somebody may turn either way. */
function isSetting(value: Value): boolean {
  return value.type === "outside" && /^(?:process\.env|os\.environ)\b/.test(value.path);
}

function asText(machine: Machine, value: Value): Value {
  return machine.toText(value);
}

function noteComparison(machine: Machine, left: Value, right: Value, one: string, other: string): void {
  if (carries(left) || machine.isSent(one)) machine.comparedWith.add(other);
  if (carries(right) || machine.isSent(other)) machine.comparedWith.add(one);
}

/** Bytes are not decoded yet: text in another encoding looks different. */
function isBytes(value: Value): boolean {
  return value.type === "text" && value.isBytes === true;
}

/** `needle in haystack`. */
export function contains(machine: Machine, haystack: Value, needle: Value, isNegated: boolean): Value {
  if (machine.isFree(needle)) return unknown("in");
  // A number among bytes stands for a character.
  const isByte = needle.type === "number" && (haystack.type === "text" || (haystack.type === "list" && haystack.items.some(({ type }) => type === "text")));
  const wanted = isByte ? String.fromCodePoint(Math.max(0, Math.trunc(needle.value))) : known(asText(machine, needle));
  // What all objects share is in every one of them.
  if ((wanted === "__proto__" || wanted === "constructor") && (haystack.type === "outside" || (haystack.type === "dict" && !haystack.isBare))) return boolean(!isNegated);
  if (haystack.type === "list" || haystack.type === "dict") {
    if (wanted === undefined) return unknown("in");
    const names = haystack.type === "dict" ? [...haystack.entries.keys()] : haystack.items.map((item) => known(asText(machine, item)));
    if (carries(needle) || wanted.includes(MARK) || machine.isSent(wanted)) for (const name of names) if (name !== undefined) machine.comparedWith.add(name);
    if (names.includes(wanted)) return boolean(!isNegated);
    if (haystack.type === "dict" && haystack.entries.has(ANY_KEY)) return unknown("in");
    // A list that may hold more is still the program's own: an attack is not among its entries.
    if (haystack.isOpen && carries(needle)) machine.isLookedUp = true;
    return haystack.isOpen && machine.isHarmless ? unknown("in") : boolean(isNegated);
  }
  if (haystack.type === "outside" && isOpen(machine, haystack)) return unknown("in");
  if (haystack.type === "text" || haystack.type === "outside") {
    const whole = asText(machine, haystack);
    const all = known(whole);
    if (wanted === undefined) return unknown("in");
    if (carries(whole)) machine.comparedWith.add(wanted);
    if (isBytes(needle) && carries(whole)) machine.decoded.add("utf-16");
    if (all === undefined) return whole.type === "text" && whole.parts.some((part) => typeof part === "string" && part.includes(wanted)) ? boolean(!isNegated) : unknown("in");
    return boolean(all.includes(wanted) !== isNegated);
  }
  if (haystack.type === "reference" && haystack.name === "os.environ" && machine.isUnset) return boolean(isNegated);
  if (carries(needle) || wanted?.includes(MARK) === true) machine.isLookedUp = true;
  // Membership of a set that is kept elsewhere: an attack's text is not in it.
  if (haystack.type === "reference" || (haystack.type === "unknown" && haystack.trails.length === 0)) {
    return wanted?.includes(MARK) === true && !machine.isHarmless ? boolean(isNegated) : unknown("in");
  }
  return unknown("in");
}

/** Whether a condition holds; asks for a decision where nothing is known. */
export function isTruthy(machine: Machine, value: Value): boolean {
  switch (value.type) {
    case "boolean":
      return value.value;
    case "number":
      return value.value !== 0 && !Number.isNaN(value.value);
    case "nothing":
      return false;
    case "text":
      return value.parts.length > 0 && value.parts[0] !== "";
    case "list":
      return value.items.length > 0 || (value.isOpen && machine.decide());
    case "dict":
      return value.entries.size > 0 || (value.isOpen && machine.decide());
    case "outside":
      // One and the same value is there throughout, or it is not; what is met in a loop is another one each time.
      return machine.isFocus(value.path) || (/[[*]/.test(value.path) ? machine.decide() : machine.decideOf(value.path));
    case "unknown":
      return machine.decide();
    case "reference":
      return machine.decideOf(value.name);
    default:
      return true;
  }
}

/** Whether `and`, `or` or `??` is done with its left side. */
export function logicalStops(machine: Machine, operator: string, left: Value): boolean {
  switch (operator) {
    case "and":
    case "&&":
      return !isTruthy(machine, left);
    case "??":
      return left.type !== "nothing";
    default:
      // What stands in for a variable of the environment is the program's own choice.
      if (left.type === "unknown" && whenUnset(left)?.type === "nothing") return !machine.decide();
      // A value from outside is taken as given, not as absent.
      return left.type === "outside" || isTruthy(machine, left);
  }
}
