// Calls of methods in a simulated program: of text, lists, tables, patterns and functions, and of what comes from outside.

import type { NodeId } from "../../syntax/tree.ts";
import { callReference, callValue } from "./calls.ts";
import { runFunction } from "./definitions.ts";
import type { CallArguments } from "./dialect.ts";
import { itemsOf } from "./expressions.ts";
import { external } from "./external-calls.ts";
import type { Frame } from "./frame.ts";
import { libraryBase } from "./instances.ts";
import { markupOf, noteContent } from "./library-objects.ts";
import { type Machine, SimulatedError } from "./machine.ts";
import { asMarkup, intoMarkup } from "./markup.ts";
import { askedOfEntry } from "./outside-names.ts";
import { isModel } from "./models.ts";
import { isTruthy } from "./operators.ts";
import { ownExport, readProperty } from "./properties.ts";
import { replaceEach } from "./replace-each.ts";
import { endingPattern, isUndecided, matchSlowly } from "./slow-patterns.ts";
import { type FunctionValue, type Text, type Value, boolean, dict, groupValues, known, list, nothing, number, text, trailsThrough, unknown } from "./values.ts";

/** What only says yes or no of a value that may be anything says nothing. */
export function isAnswer(result: Value): boolean {
  return result.type === "boolean" || result.type === "nothing";
}

/** Methods by which a request gives what a client sent; their result is from outside too. */
const accessors: ReadonlySet<string> = new Set(["get", "getlist", "getAll", "getall", "getOne", "get_json", "json", "text", "formData", "arrayBuffer", "param", "header", "read", "decode", "to_dict", "dict", "model_dump", "items", "keys", "values", "copy", "pop", "get_argument", "get_query_argument", "get_body_argument", "getParameter", "getHeader", "toString", "valueOf", "readline", "splitlines"]);
/** A request's address as it came: behind the question mark stand the fields of the query. */
const requestLine = /(?:^|\.)(?:self\.path|(?:req|request)\.(?:url|originalUrl))$/;
/** Methods that give a part of a request under another name. */
const requestParts: ReadonlyMap<string, string> = new Map([["get_data", "data"], ["get_json", "json"]]);

/** How Tornado's handlers read what a client sent. */
const readsArgument = /^get_(?:(?:query_|body_)?arguments?|cookie)$/;

/** `object.name(…)`. */
export function callMethod(frame: Frame, object: Value, name: string, given: CallArguments, node: NodeId): Value {
  const { machine, unit } = frame;
  const waits = matchSlowly(frame, object, name, given, node);
  if (waits !== undefined) return waits;
  // Each piece of a sender's bytes is as the sender likes.
  if (object.type === "outside" && name === "subarray" && !machine.isFocus(object.path)) return { type: "outside", path: `${object.path}.${given.positional[0]?.type === "number" ? String(given.positional[0].value) : "piece"}` };
  const part = object.type === "outside" ? requestParts.get(name) : undefined;
  if (object.type === "outside" && part !== undefined) return { type: "outside", path: `${object.path}.${part}` };
  const ofEntry = object.type === "outside" && !machine.isHarmless ? askedOfEntry(object.path, name, (path) => machine.isFocus(path)) : undefined;
  if (ofEntry !== undefined) return boolean(ofEntry);
  if (object.type === "outside" && accessors.has(name) && !(name === "toString" || name === "decode")) {
    const key = given.positional[0] === undefined ? undefined : known(given.positional[0]);
    const found: Value = { type: "outside", path: key === undefined ? object.path : `${object.path}.${key}` };
    const type = name === "get" ? (given.named.get("type") ?? given.positional[2]) : undefined;
    return type === undefined || !unit.dialect.declaresByAssignment ? found : converted(frame, found, type, given, node);
  }
  if (object.type === "outside" && name === "split" && requestLine.test(object.path) && given.positional[0] !== undefined && known(given.positional[0]) === "?") {
    return list([object, { type: "outside", path: `${object.path}.query` }]);
  }
  // What a server's gateway hands over is read as it was sent.
  if (object.type === "outside" && (name === "read" || name === "decode") && !machine.isFocus(object.path) && /(?:^|\.)(?:wsgi\.input|rfile)$/.test(object.path)) return object;
  if ((object.type === "text" || object.type === "outside") && unit.dialect.textMethods.has(name)) {
    const receiver = machine.toText(object);
    if (receiver.type === "text" && receiver.isMarkup === true && name === "format") return asMarkup(unit.dialect.textMethods.get(name)?.(receiver, escapedArguments(machine, given), machine) ?? unknown(name));
    const replaced = replaceByFunction(frame, receiver, name, given);
    if (replaced !== undefined) return replaced;
    if (receiver.type === "text") {
      const result = unit.dialect.textMethods.get(name)?.(receiver, given, machine);
      if (result !== undefined) return machine.isFree(receiver) ? ofFree(receiver, result, name) : result;
      return unknown(name, trailsThrough(name, [receiver]));
    }
  }
  // A list of one is sent in the place of a text as easily.
  if (object.type === "outside" && machine.isFocus(object.path) && functional.has(name) && given.positional[0]?.type === "function") return callListMethod(frame, list([object], "list", true), name, given, node);
  const item = object.type === "outside" ? machine.itemSent(object.path) : undefined;
  if (item !== undefined && (functional.has(name) || unit.dialect.listMethods.has(name))) return callListMethod(frame, list([item], "list", true), name, given, node);
  if (object.type === "number" && name === "toString") return text(object.value.toString(baseOf(given.positional[0])));
  // What is awaited is there already.
  if (name === "then" && isMade(object) && given.positional[0]?.type === "function") return callValue(frame, given.positional[0], { positional: [object], named: new Map() }, node, name);
  if (object.type === "regex") return matchRegex(frame, object.pattern, name, given);
  if (object.type === "list") return callListMethod(frame, object, name, given, node);
  if (object.type === "dict") {
    const stored = object.entries.get(name);
    if (stored !== undefined && stored.type === "function") return callValue(frame, stored, given, node, name);
    const result = unit.dialect.dictMethods.get(name)?.(object, given, machine);
    if (result !== undefined) return result;
  }
  if (object.type === "function") return callFunctionMethod(frame, object, name, given, node);
  if (object.type === "class" || object.type === "instance") {
    const member = readProperty(frame, object, name, node);
    if (member.type === "function" || member.type === "class") return callValue(frame, member, given, node, name);
    const stored = object.type === "instance" ? object.fields.get(name) : undefined;
    if (stored?.type === "reference") return callReference(frame, stored.name, given, node);
    if (object.type === "instance" && isModel(object.of) && /^(?:model_dump|dict)$/.test(name)) return dict(object.fields);
    const base = object.type === "instance" ? libraryBase(object.of) : undefined;
    const key = given.positional[0] === undefined ? undefined : known(given.positional[0]);
    if (base?.endsWith("RequestHandler") === true && readsArgument.test(name)) return { type: "outside", path: `self.request.arguments.${key ?? "*"}` };
    if (base !== undefined) return external(frame, `${base}().${name}`, object, given, node);
  }
  const own = object.type === "reference" || object.type === "unknown" || object.type === "outside" ? machine.distrust?.onlyMethod(name, given) : undefined;
  if (own !== undefined && !machine.handedIn.has(name)) return callHandedIn(machine, own, name, given);
  if (object.type === "reference") return callOfReference(frame, object.name, name, given, node);
  if (object.type === "unknown" && functional.has(name)) return callbackOverUnknown(frame, object, name, given, node);
  // A context that ends its request: `ctx.throw(400)`.
  if (object.type === "outside" && name === "throw") throw new SimulatedError(unknown("HttpError"));
  noteContent(object, name, given.positional);
  const markup = name === "html" && given.positional.length === 0 ? markupOf(machine, object) : undefined;
  if (markup !== undefined) return markup;
  const receiverName = object.type === "outside" ? object.path : object.type === "unknown" ? object.name : object.type;
  return external(frame, `${receiverName}.${name}`, object, given, node);
}

/** `args.get(name, default, type=int)`: what the type makes of the input, or the default where it refuses it. */
function converted(frame: Frame, found: Value, type: Value, given: CallArguments, node: NodeId): Value {
  try {
    return callValue(frame, type, { positional: [found], named: new Map() }, node, "type");
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
    return given.named.get("default") ?? given.positional[1] ?? nothing;
  }
}

/** A method of an object that somebody handed in, by its name; within itself it is another one's. */
function callHandedIn(machine: Machine, own: FunctionValue, name: string, given: CallArguments): Value {
  machine.handedIn.add(name);
  try {
    return runFunction(machine, own, given, own.self);
  } finally {
    machine.handedIn.delete(name);
  }
}

/** What a method gives of a text that may be any: no answer, and that text itself where it was left as it is. */
function ofFree(receiver: Text, result: Value, name: string): Value {
  if (isAnswer(result)) return unknown(name);
  return result.type === "text" && known(result) === known(receiver) ? { ...result, isFree: true } : result;
}

/** A value of the program's own that has no `then` of its own. */
function isMade(value: Value): boolean {
  return value.type === "list" || value.type === "text" || (value.type === "dict" && !value.entries.has("then"));
}

function baseOf(value: Value | undefined): number {
  return value?.type === "number" && value.value >= 2 && value.value <= 36 ? value.value : 10;
}

/** A method of something outside: `eval.call(null, text)` is that itself, but for what is borrowed from a prototype. */
function callOfReference(frame: Frame, owner: string, name: string, given: CallArguments, node: NodeId): Value {
  const own = ownExport(frame, owner, name);
  if (own !== undefined) return callValue(frame, own, given, node, name);
  const full = `${owner}.${name}`;
  if (frame.unit.dialect.declaresByAssignment || owner.includes(".prototype.") || frame.unit.dialect.functions.has(full)) return callReference(frame, full, given, node);
  const [, ...rest] = given.positional;
  if (name === "bind" && rest.length === 0) return { type: "reference", name: owner };
  if (name === "call") return callReference(frame, owner, { positional: rest, named: new Map() }, node);
  if (name === "apply" && rest[0]?.type === "list") return callReference(frame, owner, { positional: rest[0].items, named: new Map() }, node);
  return callReference(frame, full, given, node);
}

/** What is put into markup is escaped unless it is markup itself. */
function escapedArguments(machine: Machine, { positional, named }: CallArguments): CallArguments {
  return { positional: positional.map((value) => intoMarkup(machine, value)), named: new Map([...named].map(([name, value]) => [name, intoMarkup(machine, value)])) };
}

/** `text.replace(pattern, found => …)`: the function is run for every match. */
function replaceByFunction(frame: Frame, receiver: Value, name: string, given: CallArguments): Value | undefined {
  const [what, by] = given.positional;
  if ((name !== "replace" && name !== "replaceAll") || what === undefined || by?.type !== "function" || receiver.type !== "text") return undefined;
  const pattern = what.type === "regex" ? what.pattern : known(frame.machine.toText(what));
  return pattern === undefined ? undefined : replaceEach(frame.machine, receiver, { pattern, by, toArguments: (groups) => groups });
}

/** `f.call(this, …)`, `f.apply(this, [...])`, `f.bind(this)`. */
function callFunctionMethod(frame: Frame, callee: FunctionValue, name: string, given: CallArguments, node: NodeId): Value {
  const [self, ...rest] = given.positional;
  if (name === "call") return runFunction(frame.machine, callee, { positional: rest, named: new Map() }, self);
  if (name === "bind") return { ...callee, self };
  if (name === "apply") return runFunction(frame.machine, callee, { positional: rest[0]?.type === "list" ? rest[0].items : [], named: new Map() }, self);
  if (name === "constructor") return callReference(frame, "Function", given, node);
  const stored = callee.fields.get(name);
  return stored === undefined ? external(frame, `${callee.name}.${name}`, callee, given, node) : callValue(frame, stored, given, node, name);
}

/** `pattern.test(x)`, `pattern.exec(x)`. */
export function matchRegex(frame: Frame, pattern: RegExp, name: string, given: CallArguments): Value {
  const subject = given.positional[0] === undefined ? undefined : frame.machine.toText(given.positional[0]);
  const whole = subject?.type === "text" ? known(subject) : undefined;
  if (whole === undefined || frame.machine.isFree(given.positional[0]!)) return unknown(name);
  const anchored = endingPattern(anchors.get(name)?.(pattern.source) ?? pattern.source, pattern.flags);
  if (anchored === undefined) return unknown(name);
  frame.machine.notePattern(anchored);
  const found = anchored.exec(whole);
  if (isUndecided(anchored)) return unknown(name);
  if (name === "test") return boolean(found !== null);
  return found === null ? nothing : list(groupValues(found));
}

/** Methods of a compiled pattern that begin at the text's start; others search. */
const anchors: ReadonlyMap<string, (source: string) => string> = new Map([["match", (source: string) => `^(?:${source})`], ["fullmatch", (source: string) => `^(?:${source})$`]]);

const functional: ReadonlySet<string> = new Set(["map", "forEach", "filter", "some", "every", "find", "then", "catch", "finally", "reduce", "flatMap"]);

function callListMethod(frame: Frame, object: Value & { readonly type: "list" }, name: string, given: CallArguments, node: NodeId): Value {
  const [callback] = given.positional;
  if (callback !== undefined && (callback.type === "function" || callback.type === "reference") && functional.has(name)) {
    const { items, isOpen } = itemsOf(frame.machine, object);
    if (name === "reduce") return reduceList(frame, callback, items, given.positional[1], node);
    if (items.length === 0 && callback.type === "function" && asks.has(name)) tryOn(frame, callback);
    const results = items.map((item, index) => callValue(frame, callback, { positional: callback.type === "function" ? [item, number(index)] : [item], named: new Map() }, node, name));
    switch (name) {
      case "map":
      case "flatMap":
        return list(results.flatMap((result) => (name === "flatMap" && result.type === "list" ? result.items : [result])), "list", isOpen);
      case "filter":
        return list(items.filter((_, index) => isTruthy(frame.machine, results[index]!)), "list", isOpen);
      case "some":
        return boolean(results.some((result) => isTruthy(frame.machine, result)));
      case "every":
        return boolean(results.every((result) => isTruthy(frame.machine, result)));
      case "find":
        return items.find((_, index) => isTruthy(frame.machine, results[index]!)) ?? nothing;
      default:
        return unknown(name, trailsThrough(name, results));
    }
  }
  const result = frame.unit.dialect.listMethods.get(name)?.(object, given, frame.machine);
  return result ?? unknown(name, trailsThrough(name, [object, ...given.positional]));
}

const asks: ReadonlySet<string> = new Set(["find", "filter", "some", "every"]);

/** Runs what looks through a list that is filled later on an item of which nothing is known, for what it does; which items there are stays open. */
function tryOn(frame: Frame, callback: FunctionValue): void {
  try {
    runFunction(frame.machine, callback, { positional: [unknown("list[]"), number(0)], named: new Map() }, undefined);
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
  }
}

function reduceList(frame: Frame, callback: Value, items: readonly Value[], start: Value | undefined, node: NodeId): Value {
  const [first = nothing, ...rest] = start === undefined ? items : [start, ...items];
  const offset = start === undefined ? 1 : 0;
  return rest.reduce((sum, item, index) => callValue(frame, callback, { positional: [sum, item, number(index + offset)], named: new Map() }, node, "reduce"), first);
}

/** `rows.map(row => …)`, `promise.then(value => …)`: the callback is run once with what is known of the receiver. */
function callbackOverUnknown(frame: Frame, object: Value & { readonly type: "unknown" }, name: string, given: CallArguments, node: NodeId): Value {
  const [callback] = given.positional;
  if (callback === undefined || callback.type !== "function" || name === "catch") return external(frame, `${object.name}.${name}`, object, given, node);
  const result = runFunction(frame.machine, callback, { positional: [{ ...object, name: `${object.name}[]` }], named: new Map() }, undefined);
  return name === "then" ? result : unknown(`${object.name}.${name}`, trailsThrough(name, [result]));
}
