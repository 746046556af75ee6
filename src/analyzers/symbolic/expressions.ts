// Evaluates expressions of a simulated program.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { Flag } from "../../syntax/flags.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import { callNode, constructNode } from "./calls.ts";
import { isEnumeration, membersOfEnumeration } from "./enums.ts";
import type { Frame } from "./frame.ts";
import type { Machine } from "./machine.ts";
import { loaded } from "./imports.ts";
import { binary, compare, isTruthy, logicalStops } from "./operators.ts";
import { ARCHIVE_ENTRY, isArchive } from "./outside-names.ts";
import { bind } from "./patterns.ts";
import { CONSTRUCTOR, SHARED_PROTOTYPE, readIndex, readProperty } from "./properties.ts";
import { Scope } from "./scope.ts";
import { endingPattern } from "./slow-patterns.ts";
import { defineClass, defineFunction, runFunction, textOfValue } from "./definitions.ts";
import { ANY_KEY, type Value, boolean, carries, concatenate, dict, known, list, nothing, number, reference, text, trailsThrough, unknown } from "./values.ts";

/** The value of an expression; `noNode` is nothing. */
export function evaluate(frame: Frame, node: NodeId): Value {
  return node === noNode ? nothing : frame.machine.asSent(evaluateNode(frame, node));
}

function evaluateNode(frame: Frame, node: NodeId): Value {
  frame.machine.step();
  const { tree } = frame.unit;
  const child = (role: Role): Value => evaluate(frame, childOf(tree, node, role));
  switch (tree.kind[node]) {
    case Kind.String:
      return hasFlag(tree, node, Flag.Bytes) ? { ...text(nameOf(tree, node)), isBytes: true } : text(nameOf(tree, node));
    case Kind.StringPart:
    case Kind.JsxText:
      return text(nameOf(tree, node));
    case Kind.Number:
      return number(Number(nameOf(tree, node)));
    case Kind.Boolean:
      return boolean(nameOf(tree, node) === "true");
    case Kind.Null:
      return nothing;
    case Kind.Regex:
      return evaluateRegex(frame, node);
    case Kind.StringConcatenation:
    case Kind.TemplateString:
      return concatenate(childrenOf(tree, node).map((part) => textOfValue(frame.machine, evaluate(frame, part))));
    case Kind.Interpolation:
      return evaluateInterpolation(frame, node);
    case Kind.TaggedTemplate:
      return evaluateTagged(frame, node);
    case Kind.Name:
      return readName(frame, nameOf(tree, node));
    case Kind.This:
      return frame.self ?? reference("this");
    case Kind.Super:
      return frame.self ?? reference("super");
    case Kind.Attribute:
      return readProperty(frame, child(Role.Object), nameOf(tree, node), node);
    case Kind.Subscript:
      return evaluateSubscript(frame, node);
    case Kind.Call:
      return callNode(frame, node);
    case Kind.New:
      return constructNode(frame, node);
    case Kind.Await:
    case Kind.TypeAssertion:
    case Kind.Spread:
    case Kind.KeywordArgument:
    case Kind.JsxExpression:
      return child(Role.Value);
    case Kind.Yield: {
      const value = child(Role.Value);
      frame.yielded?.push(value);
      return unknown("yield");
    }
    case Kind.List:
      return list(evaluateItems(frame, childrenOf(tree, node)));
    case Kind.Tuple:
      return list(evaluateItems(frame, childrenOf(tree, node)), "tuple");
    case Kind.Set:
      return list(evaluateItems(frame, childrenOf(tree, node)), "set");
    case Kind.Dictionary:
      return evaluateDictionary(frame, node);
    case Kind.Binary:
      return evaluateBinary(frame, node);
    case Kind.ComparisonChain:
      return evaluateChain(frame, node);
    case Kind.Logical:
      return evaluateLogical(frame, node);
    case Kind.Unary:
      return evaluateUnary(frame, node);
    case Kind.Update:
      return evaluateUpdate(frame, node);
    case Kind.Conditional:
      return child(isTruthy(frame.machine, child(Role.Test)) ? Role.Consequent : Role.Alternate);
    case Kind.Assignment:
    case Kind.NamedExpression: {
      const value = childOf(tree, node, Role.Value);
      if (value === noNode) return nothing;
      const assigned = evaluate(frame, value);
      bind(frame, childOf(tree, node, Role.Target), assigned, tree.kind[node] === Kind.NamedExpression || frame.unit.dialect.declaresByAssignment);
      return assigned;
    }
    case Kind.AugmentedAssignment: {
      const target = childOf(tree, node, Role.Target);
      const result = binary(frame.machine, nameOf(tree, node).replace(/=$/, ""), evaluate(frame, target), child(Role.Value));
      bind(frame, target, result, frame.unit.dialect.declaresByAssignment);
      return result;
    }
    case Kind.Sequence:
      return childrenOf(tree, node).map((part) => evaluate(frame, part)).at(-1) ?? nothing;
    case Kind.Comprehension:
      return evaluateComprehension(frame, node);
    case Kind.FunctionExpression:
    case Kind.FunctionDeclaration:
    case Kind.ArrowFunction:
    case Kind.Lambda:
      return defineFunction(frame, node);
    case Kind.ClassExpression:
    case Kind.ClassDeclaration:
      return defineClass(frame, node);
    case Kind.JsxElement:
      return evaluateJsx(frame, node);
    case Kind.ImportExpression: {
      const source = child(Role.Source);
      frame.machine.record({ name: "import()", receiver: undefined, arguments: { positional: [source], named: new Map() }, unit: frame.unit, node });
      return loaded(frame, source) ?? unknown("import()", trailsThrough("import()", [source]));
    }
    default:
      return unknown(textOf(tree, node).slice(0, 40), trailsThrough("?", childrenOf(tree, node).map((part) => evaluate(frame, part))));
  }
}

/** Elements in order, spreads opened where their items are known. */
export function evaluateItems(frame: Frame, nodes: readonly NodeId[]): Value[] {
  const { tree } = frame.unit;
  return nodes.flatMap((node) => {
    if (tree.kind[node] !== Kind.Spread) return [evaluate(frame, node)];
    const spread = evaluate(frame, childOf(tree, node, Role.Value));
    if (spread.type === "list") return spread.items;
    return charactersOf(frame.machine, spread) ?? [spread];
  });
}

function readName(frame: Frame, name: string): Value {
  const value = frame.scope.get(name);
  if (value !== undefined) return value;
  if (name === "undefined" || name === "NaN") return nothing;
  return named(frame, name);
}

/** The object that holds all global names, before one of them. */
const ofAllNames = /^(?:globalThis|global|window)\.(?=(?:eval|Function|setTimeout|setInterval|fetch)$)/;

/** A name outside the project: a builtin, a global. */
export function named(frame: Frame, name: string): Value {
  const { dialect } = frame.unit;
  if (dialect.outside.has(name)) return { type: "outside", path: name };
  return dialect.constants.get(name) ?? reference(name.replace(ofAllNames, ""));
}

function evaluateRegex(frame: Frame, node: NodeId): Value {
  const source = textOf(frame.unit.tree, node);
  const flags = /\/([a-z]*)$/.exec(source)?.[1] ?? "";
  const pattern = endingPattern(nameOf(frame.unit.tree, node), flags);
  // A newer, broken or endless pattern: what it matches is not known.
  return pattern === undefined ? unknown("regex") : { type: "regex", pattern };
}

function evaluateInterpolation(frame: Frame, node: NodeId): Value {
  const value = evaluate(frame, childOf(frame.unit.tree, node, Role.Value));
  const conversion = nameOf(frame.unit.tree, node);
  if (conversion !== "r" && conversion !== "a") return value;
  const plain = frame.machine.toText(value);
  return concatenate([text("'"), plain, text("'")]);
}

/** A tag gets the pieces apart from the values, as a query with parameters does. */
function evaluateTagged(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const template = childOf(tree, node, Role.Value);
  const holes: Value[] = [];
  const pieces = [""];
  for (const part of childrenOf(tree, template)) {
    if (tree.kind[part] === Kind.Interpolation) {
      holes.push(evaluate(frame, part));
      pieces.push("");
    } else pieces.push(pieces.pop()! + nameOf(tree, part));
  }
  const callee = childOf(tree, node, Role.Callee);
  const tag = evaluate(frame, callee);
  if (tag.type === "function") return runFunction(frame.machine, tag, { positional: [list(pieces.map(text)), ...holes], named: new Map() }, tag.self);
  const name = `${textOf(tree, callee)}\`\``;
  frame.machine.record({ name, receiver: undefined, arguments: { positional: [list(pieces.map(text)), ...holes], named: new Map() }, unit: frame.unit, node });
  return unknown(name, trailsThrough(name, holes));
}

function evaluateSubscript(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const object = evaluate(frame, childOf(tree, node, Role.Object));
  const index = childOf(tree, node, Role.Index);
  if (tree.kind[index] !== Kind.Slice) return readIndex(frame, object, evaluate(frame, index), node);
  const bounds = [Role.Lower, Role.Upper, Role.Step].map((role) => childOf(tree, index, role)).map((bound) => (bound === noNode ? undefined : evaluate(frame, bound)));
  const numbers = bounds.map((bound) => (bound?.type === "number" ? bound.value : undefined));
  const isKnown = bounds.every((bound) => bound === undefined || bound.type === "number") && (numbers[2] === undefined || numbers[2] === 1);
  const sliced = object.type === "outside" ? frame.machine.toText(object) : object;
  if (sliced.type === "text" && numbers[0] === undefined && numbers[1] !== undefined && (sliced.isFree === true || carries(sliced))) frame.machine.noteBeginning(numbers[1]);
  if (numbers[2] === -1 && bounds[0] === undefined && bounds[1] === undefined && !carries(sliced)) return reversed(sliced);
  if (!isKnown) return sliced.type === "text" ? concatenate([sliced]) : sliced;
  if (sliced.type === "list") return list(sliced.items.slice(numbers[0], numbers[1]), sliced.shape, sliced.isOpen);
  if (sliced.type === "text" && sliced.parts.length === 1 && typeof sliced.parts[0] === "string") return text(sliced.parts[0].slice(numbers[0], numbers[1]));
  return sliced;
}

/** `whole[::-1]`. */
function reversed(value: Value): Value {
  if (value.type === "list") return list(value.items.toReversed(), value.shape, value.isOpen);
  const whole = known(value);
  return whole === undefined ? value : text([...whole].toReversed().join(""));
}

function evaluateDictionary(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const made = dict();
  for (const element of childrenOf(tree, node)) {
    if (tree.kind[element] !== Kind.Pair) {
      const spread = evaluate(frame, childOf(tree, element, Role.Value));
      if (spread.type === "dict") for (const [key, value] of spread.entries) made.entries.set(key, value);
      else {
        made.isOpen = true;
        made.entries.set(`...${made.entries.size}`, spread);
      }
      continue;
    }
    const keyNode = childOf(tree, element, Role.Key);
    const plainName = nameOf(tree, element);
    const isComputed = keyNode !== noNode && (plainName === "" || hasFlag(tree, element, Flag.Computed));
    const key = isComputed ? frame.machine.toText(evaluate(frame, keyNode)) : text(plainName);
    const value = evaluate(frame, childOf(tree, element, Role.Value));
    if (key.type === "text") made.entries.set(key.parts.map((part) => (typeof part === "string" ? part : `{${part.name}}`)).join(""), value);
    else {
      made.isOpen = true;
      made.entries.set(`{${key.name}}`, value);
    }
  }
  return made;
}

function evaluateBinary(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const left = evaluate(frame, childOf(tree, node, Role.Left));
  const right = evaluate(frame, childOf(tree, node, Role.Right));
  const operator = nameOf(tree, node);
  return hasFlag(tree, node, Flag.Comparison) ? compare(frame.machine, operator, left, right) : binary(frame.machine, operator, left, right);
}

function evaluateChain(frame: Frame, node: NodeId): Value {
  const values = childrenOf(frame.unit.tree, node, Role.Operand).map((operand) => evaluate(frame, operand));
  return values.some((value) => value.type === "unknown") ? unknown("comparison") : boolean(frame.machine.decide());
}

function evaluateLogical(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const left = evaluate(frame, childOf(tree, node, Role.Left));
  const operator = nameOf(tree, node);
  // What was taken for false once is false wherever the result is asked.
  if (logicalStops(frame.machine, operator, left)) return left.type === "unknown" && (operator === "and" || operator === "&&") ? boolean(false) : left;
  return evaluate(frame, childOf(tree, node, Role.Right));
}

function evaluateUnary(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  if (nameOf(tree, node) === "delete") return deleteProperty(frame, childOf(tree, node, Role.Operand));
  const operand = evaluate(frame, childOf(tree, node, Role.Operand));
  switch (nameOf(tree, node)) {
    case "!":
    case "not":
      return operand.type === "unknown" ? boolean(!frame.machine.decide()) : boolean(!isTruthy(frame.machine, operand));
    case "-":
      return operand.type === "number" ? number(-operand.value) : unknown("-");
    case "+":
      return operand.type === "number" ? operand : toNumber(frame, operand);
    case "typeof":
      if (operand.type === "outside") frame.machine.checkedTypes.add(operand.path);
      // Whether a part of a request is an object is up to the client; otherwise it is taken for text.
      return operand.type === "outside" && !frame.machine.isFocus(operand.path) && /["']object["']/.test(textOf(tree, tree.parent[node]!)) ? unknown("typeof") : typeOf(operand);
    case "void":
      return nothing;
    default:
      return unknown(nameOf(tree, node));
  }
}

/** `delete object[key]`; what an object holds by default is not taken away. */
function deleteProperty(frame: Frame, target: NodeId): Value {
  const { tree } = frame.unit;
  const object = evaluate(frame, childOf(tree, target, Role.Object));
  const index = childOf(tree, target, Role.Index);
  const key = index === noNode ? nameOf(tree, target) : known(frame.machine.toText(evaluate(frame, index)));
  if (object.type === "dict" && key !== undefined) {
    frame.machine.keep(object);
    object.entries.delete(key);
  }
  return boolean(true);
}

/** `i++`, `--i`. */
function evaluateUpdate(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const target = childOf(tree, node, Role.Operand);
  const before = evaluate(frame, target);
  if (before.type !== "number") return unknown("count");
  const after = number(before.value + (nameOf(tree, node).includes("-") ? -1 : 1));
  bind(frame, target, after, false);
  return textOf(tree, node).startsWith(nameOf(tree, node)) ? after : before;
}

function toNumber(frame: Frame, value: Value): Value {
  const plain = frame.machine.toText(value);
  if (plain.type === "unknown" || plain.parts.length !== 1) return unknown("number");
  const parsed = Number(plain.parts[0]);
  return Number.isNaN(parsed) ? number(Number.NaN) : number(parsed);
}

/** What every JavaScript of today has. */
const ownFunctions: ReadonlySet<string> = new Set(["Promise", "Symbol", "Map", "Set", "WeakMap", "Array", "Object", "String", "Number", "Function", "Proxy", "BigInt"]);
const ownObjects: ReadonlySet<string> = new Set(["JSON", "Math", "Reflect"]);

function typeOf(value: Value): Value {
  if (value.type === "reference") return value.name === SHARED_PROTOTYPE || ownObjects.has(value.name) ? text("object") : value.name === CONSTRUCTOR || ownFunctions.has(value.name) ? text("function") : unknown("typeof");
  const names: Partial<Record<Value["type"], string>> = { text: "string", outside: "string", number: "number", boolean: "boolean", function: "function", class: "function", list: "object", dict: "object", instance: "object", regex: "object", nothing: "undefined" };
  const name = names[value.type];
  return name === undefined ? unknown("typeof") : text(name);
}

const MAXIMUM_ITEMS = 16;

function evaluateComprehension(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const made: Value[] = [];
  const pairs: [string, Value][] = [];
  const clauses = childrenOf(tree, node).filter((child) => tree.kind[child] === Kind.ComprehensionFor || tree.kind[child] === Kind.ComprehensionIf);
  let isOpen = false;
  // What is joined without anything between was taken apart by characters.
  const isOfCharacters = /^["']{2}\.join\s*\(/.test(textOf(tree, tree.parent[node]!));
  const inner: Frame = { ...frame, scope: new Scope(frame.scope) };
  const visit = (index: number): void => {
    frame.machine.step();
    const clause = clauses[index];
    if (clause === undefined) {
      const key = childOf(tree, node, Role.Key);
      if (key === noNode) made.push(evaluate(inner, childOf(tree, node, Role.Element)));
      else {
        const name = evaluate(inner, key);
        pairs.push([keyOfPair(frame, name), evaluate(inner, childOf(tree, node, Role.Value))]);
      }
      return;
    }
    if (tree.kind[clause] === Kind.ComprehensionIf) {
      if (isTruthy(frame.machine, evaluate(inner, childOf(tree, clause, Role.Test)))) visit(index + 1);
      return;
    }
    const over = evaluate(inner, childOf(tree, clause, Role.Iterable));
    const { items, isOpen: mayHaveMore } = itemsOf(frame.machine, isOfCharacters && over.type === "outside" ? frame.machine.toText(over) : over);
    isOpen ||= mayHaveMore;
    for (const item of items.slice(0, MAXIMUM_ITEMS * 8)) {
      bind(inner, childOf(tree, clause, Role.Target), item, true);
      visit(index + 1);
    }
  };
  visit(0);
  if (nameOf(tree, node) === "dict") return dict(pairs, isOpen);
  return list(made, nameOf(tree, node) === "set" ? "set" : "list", isOpen);
}

/** Keys that come from outside are whatever is looked up. */
function keyOfPair({ machine }: Frame, name: Value): string {
  if (name.type === "outside" && !machine.isFocus(name.path)) return ANY_KEY;
  const shown = machine.toText(name);
  return shown.type === "text" ? shown.parts.map(String).join("") : shown.name;
}

/** Known text, and the attacker's own; undefined for what is no text. */
export function sentText(machine: Machine, value: Value): string | undefined {
  return value.type === "text" || (value.type === "outside" && machine.isFocus(value.path)) ? known(machine.toText(value)) : undefined;
}

/** The characters of such text. */
function charactersOf(machine: Machine, value: Value): readonly Value[] | undefined {
  const whole = sentText(machine, value);
  if (whole !== undefined && value.type === "text" && value.isBytes === true) return [...Buffer.from(whole)].map(number);
  return whole === undefined ? undefined : [...whole].map(text);
}

/** What an iteration goes over: known items, characters of known text, else one of which nothing is known. */
export function itemsOf(machine: Machine, value: Value): { readonly items: readonly Value[]; readonly isOpen: boolean } {
  const characters = charactersOf(machine, value);
  if (characters !== undefined) return { items: characters, isOpen: false };
  switch (value.type) {
    case "class":
      return isEnumeration(value) ? { items: membersOfEnumeration(value), isOpen: false } : { items: [unknown("item")], isOpen: true };
    case "list":
      return value.isOpen && value.items.length === 0 ? { items: [unknown("item")], isOpen: true } : { items: value.items, isOpen: value.isOpen };
    case "dict":
      return { items: [...value.entries.keys()].map(text), isOpen: value.isOpen };
    case "text":
      return { items: [value], isOpen: true };
    case "outside":
      return { items: [machine.itemSent(value.path) ?? { type: "outside", path: `${value.path}[]` }], isOpen: true };
    case "unknown":
      return { items: [isArchive(value.name) ? { type: "outside", path: ARCHIVE_ENTRY } : unknown(`${value.name}[]`, value.trails)], isOpen: true };
    default:
      return { items: [unknown("item")], isOpen: true };
  }
}

/** React escapes what stands between tags and in attributes; the one attribute that does not is an event. */
function evaluateJsx(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const values: Value[] = [];
  for (const child of childrenOf(tree, node)) {
    if (tree.kind[child] === Kind.JsxAttribute) {
      const value = evaluate(frame, childOf(tree, child, Role.Value));
      frame.machine.record({ name: `jsx.${nameOf(tree, child)}=`, receiver: undefined, arguments: { positional: [value], named: new Map() }, unit: frame.unit, node: child });
    } else if (tree.kind[child] === Kind.JsxSpread || tree.role[child] === Role.Child) values.push(evaluate(frame, child));
  }
  return unknown("jsx", trailsThrough("jsx", values));
}
