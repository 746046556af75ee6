// Calls in a simulated program: functions of the project are run, known ones carried out, all others recorded.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import { runFunction } from "./definitions.ts";
import { isEnumeration, pickMember } from "./enums.ts";
import type { CallArguments } from "./dialect.ts";
import { evaluate, evaluateItems, itemsOf } from "./expressions.ts";
import type { Frame } from "./frame.ts";
import { required } from "./imports.ts";
import { type Machine, SimulatedError, SimulatedExit } from "./machine.ts";
import { asMarkup, intoMarkup } from "./markup.ts";
import { ARCHIVE_ENTRY, givesArchiveEntries } from "./outside-names.ts";
import { handlersCalled, isEscapingTemplate } from "./library-objects.ts";
import { isTruthy } from "./operators.ts";
import { findMember, readProperty } from "./properties.ts";
import { replaceEach } from "./replace-each.ts";
import { type ClassValue, type FunctionValue, type InstanceValue, type Value, boolean, dict, known, list, nothing, number, reference, text, trailsThrough, unknown } from "./values.ts";

/** Methods by which a request gives what a client sent; their result is from outside too. */
const accessors: ReadonlySet<string> = new Set(["get", "getlist", "getAll", "getall", "getOne", "get_json", "json", "text", "formData", "arrayBuffer", "param", "header", "read", "decode", "to_dict", "dict", "model_dump", "items", "keys", "values", "copy", "pop", "get_argument", "get_query_argument", "get_body_argument", "getParameter", "getHeader", "toString", "valueOf", "readline", "splitlines"]);
/** A request's address as it came: behind the question mark stand the fields of the query. */
const requestLine = /(?:^|\.)(?:self\.path|(?:req|request)\.(?:url|originalUrl))$/;
const exits: ReadonlySet<string> = new Set(["sys.exit", "process.exit", "os._exit", "exit", "quit"]);
/** Functions that end a request by an exception. */
const aborts: ReadonlySet<string> = new Set(["flask.abort", "abort", "django.http.Http404"]);

/** A call expression. */
export function callNode(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const calleeNode = childOf(tree, node, Role.Callee);
  if (tree.kind[calleeNode] === Kind.Super) return superCall(frame, node);
  if (tree.kind[calleeNode] !== Kind.Attribute) return callValue(frame, evaluate(frame, calleeNode), readArguments(frame, node), node, textOf(tree, calleeNode).slice(0, 80));
  const object = evaluate(frame, childOf(tree, calleeNode, Role.Object));
  return callMethod(frame, object, nameOf(tree, calleeNode), readArguments(frame, node), node);
}

/** `new F(…)`. */
export function constructNode(frame: Frame, node: NodeId): Value {
  const callee = evaluate(frame, childOf(frame.unit.tree, node, Role.Callee));
  const given = readArguments(frame, node);
  if (callee.type === "function") return constructByFunction(frame.machine, callee, given);
  return callValue(frame, callee.type === "reference" ? reference(`new ${callee.name}`) : callee, given, node, "new");
}

/** `new F(…)` of a plain function: what it set on `this`, and what stands on its prototype. */
export function constructByFunction(machine: Frame["machine"], callee: FunctionValue, given: CallArguments): Value {
  const made = dict();
  const prototype = callee.fields.get("prototype");
  if (prototype?.type === "dict") for (const [name, member] of prototype.entries) made.entries.set(name, member.type === "function" ? { ...member, self: made } : member);
  const result = runFunction(machine, callee, given, made);
  return result.type === "dict" || result.type === "instance" || result.type === "function" ? result : made;
}

function superCall(frame: Frame, node: NodeId): Value {
  const given = readArguments(frame, node);
  if (frame.self?.type === "instance") {
    const base = frame.self.of.bases.find((one) => one.type === "class");
    const constructor = base?.type === "class" ? (findMember(base, "constructor") ?? findMember(base, "__init__")) : undefined;
    if (constructor?.type === "function") runFunction(frame.machine, constructor, given, frame.self);
  }
  return frame.self ?? nothing;
}

function readArguments(frame: Frame, call: NodeId): CallArguments {
  const { tree } = frame.unit;
  const named = new Map<string, Value>();
  const plain: NodeId[] = [];
  for (const argument of childrenOf(tree, call, Role.Argument)) {
    if (tree.kind[argument] === Kind.KeywordArgument) named.set(nameOf(tree, argument), evaluate(frame, childOf(tree, argument, Role.Value)));
    else if (tree.kind[argument] === Kind.KeywordSpread) {
      const spread = evaluate(frame, childOf(tree, argument, Role.Value));
      if (spread.type === "dict") for (const [name, value] of spread.entries) named.set(name, value);
      else named.set("**", spread);
    } else plain.push(argument);
  }
  return { positional: evaluateItems(frame, plain), named };
}

/** Calls a value. `shown` names it where it has no name of its own. */
export function callValue(frame: Frame, callee: Value, given: CallArguments, node: NodeId, shown: string): Value {
  switch (callee.type) {
    case "function":
      return runFunction(frame.machine, callee, given, callee.self);
    case "class":
      return instantiate(frame, callee, given);
    case "reference":
      return callReference(frame, callee.name, given, node);
    case "outside":
      return external(frame, callee.path, undefined, given, node);
    default:
      return external(frame, callee.type === "unknown" ? callee.name : shown, callee, given, node);
  }
}

function instantiate(frame: Frame, callee: Value & { readonly type: "class" }, given: CallArguments): Value {
  if (isEnumeration(callee)) return pickMember(frame.machine, callee, given.positional[0], "value");
  const made: InstanceValue = { type: "instance", of: callee, fields: new Map() };
  const constructor = findMember(callee, "constructor") ?? findMember(callee, "__init__");
  if (constructor?.type === "function") runFunction(frame.machine, constructor, given, made);
  else fillFields(frame, made, given);
  return made;
}

/** A class without a constructor of its own: its annotated fields in order, and what it does once they are there. */
function fillFields(frame: Frame, made: InstanceValue, given: CallArguments): void {
  const names = fieldsOf(made.of);
  for (const [place, value] of given.positional.entries()) {
    const name = names[place] ?? (libraryBase(made.of) === undefined ? undefined : `${place}`);
    if (name !== undefined) made.fields.set(name, value);
  }
  for (const [name, value] of given.named) made.fields.set(name, value);
  const after = findMember(made.of, "__post_init__");
  if (after?.type === "function") runFunction(frame.machine, after, { positional: [], named: new Map() }, made);
}

/** The library's class that one of the project extends. */
function libraryBase(of: ClassValue): string | undefined {
  for (const base of of.bases) {
    const name = base.type === "reference" ? base.name : base.type === "class" ? libraryBase(base) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Names that a class's body gives a type or a value. */
function fieldsOf({ unit: { tree }, node }: ClassValue): string[] {
  const body = childOf(tree, node, Role.Body);
  return body === noNode ? [] : childrenOf(tree, body).flatMap((statement) => /^([A-Za-z_]\w*)\s*:(?!=)/.exec(textOf(tree, statement))?.[1] ?? []);
}

function callReference(frame: Frame, name: string, given: CallArguments, node: NodeId): Value {
  const { dialect } = frame.unit;
  const { machine } = frame;
  if (name === "require") {
    const specifier = given.positional[0] === undefined ? undefined : known(given.positional[0]);
    if (specifier !== undefined) {
      const module = machine.loadModule(specifier, frame.unit);
      return module === undefined ? reference(dialect.packageName(specifier)) : required(module);
    }
  }
  if (exits.has(name)) throw new SimulatedExit();
  if (aborts.has(name)) throw new SimulatedError(unknown(name));
  if (dialect.outsideCalls.has(name)) {
    external(frame, name, undefined, given, node);
    return { type: "outside", path: `${name}()` };
  }
  const result = dialect.functions.get(name)?.(machine, given);
  if (result === undefined) return external(frame, name, undefined, given, node);
  frame.machine.record({ name, receiver: undefined, arguments: given, unit: frame.unit, node }, true);
  return isAnswer(result) && given.positional.some((value) => isFree(machine, value)) ? unknown(name) : result;
}

/** What only says yes or no of a value that may be anything says nothing. */
function isAnswer(result: Value): boolean {
  return result.type === "boolean" || result.type === "nothing";
}

/** An outside value that the attacker does not choose in this run. */
function isFree(machine: Frame["machine"], value: Value): boolean {
  return value.type === "outside" && !machine.isFocus(value.path);
}

/** Methods that give a part of a request under another name. */
const requestParts: ReadonlyMap<string, string> = new Map([["get_data", "data"], ["get_json", "json"]]);

/** `object.name(…)`. */
export function callMethod(frame: Frame, object: Value, name: string, given: CallArguments, node: NodeId): Value {
  const { machine, unit } = frame;
  const part = object.type === "outside" ? requestParts.get(name) : undefined;
  if (object.type === "outside" && part !== undefined) return { type: "outside", path: `${object.path}.${part}` };
  if (object.type === "outside" && accessors.has(name) && !(name === "toString" || name === "decode")) {
    const key = given.positional[0] === undefined ? undefined : known(given.positional[0]);
    return { type: "outside", path: key === undefined ? object.path : `${object.path}.${key}` };
  }
  if (object.type === "outside" && name === "split" && requestLine.test(object.path) && given.positional[0] !== undefined && known(given.positional[0]) === "?") {
    return list([object, { type: "outside", path: `${object.path}.query` }]);
  }
  if ((object.type === "text" || object.type === "outside") && unit.dialect.textMethods.has(name)) {
    const receiver = machine.toText(object);
    if (receiver.type === "text" && receiver.isMarkup === true && name === "format") return asMarkup(unit.dialect.textMethods.get(name)?.(receiver, escapedArguments(machine, given), machine) ?? unknown(name));
    const replaced = replaceByFunction(frame, receiver, name, given);
    if (replaced !== undefined) return replaced;
    if (receiver.type === "text") {
      const result = unit.dialect.textMethods.get(name)?.(receiver, given, machine);
      if (result !== undefined) return isAnswer(result) && isFree(machine, object) ? unknown(name) : result;
      return unknown(name, trailsThrough(name, [receiver]));
    }
  }
  // A list of one is sent in the place of a text as easily.
  if (object.type === "outside" && machine.isFocus(object.path) && functional.has(name) && given.positional[0]?.type === "function") return callListMethod(frame, list([object], "list", true), name, given, node);
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
    const base = object.type === "instance" ? libraryBase(object.of) : undefined;
    if (base !== undefined) return external(frame, `${base}().${name}`, object, given, node);
  }
  if (object.type === "reference") return callReference(frame, `${object.name}.${name}`, given, node);
  if (object.type === "unknown" && functional.has(name)) return callbackOverUnknown(frame, object, name, given, node);
  const receiverName = object.type === "outside" ? object.path : object.type === "unknown" ? object.name : object.type;
  return external(frame, `${receiverName}.${name}`, object, given, node);
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
  const stored = callee.fields.get(name);
  return stored === undefined ? external(frame, `${callee.name}.${name}`, callee, given, node) : callValue(frame, stored, given, node, name);
}

/** `pattern.test(x)`, `pattern.exec(x)`. */
export function matchRegex(frame: Frame, pattern: RegExp, name: string, given: CallArguments): Value {
  const subject = given.positional[0] === undefined ? undefined : frame.machine.toText(given.positional[0]);
  const whole = subject?.type === "text" ? known(subject) : undefined;
  if (whole === undefined || isFree(frame.machine, given.positional[0]!)) return unknown(name);
  const anchored = new RegExp(anchors.get(name)?.(pattern.source) ?? pattern.source, pattern.flags);
  frame.machine.notePattern(anchored);
  const found = anchored.exec(whole);
  if (name === "test") return boolean(found !== null);
  return found === null ? nothing : list(found.map((group) => (group === undefined ? nothing : text(group))));
}

/** Methods of a compiled pattern that begin at the text's start; others search. */
const anchors: ReadonlyMap<string, (source: string) => string> = new Map([["match", (source: string) => `^(?:${source})`], ["fullmatch", (source: string) => `^(?:${source})$`]]);

const functional: ReadonlySet<string> = new Set(["map", "forEach", "filter", "some", "every", "find", "then", "catch", "finally", "reduce", "flatMap"]);

function callListMethod(frame: Frame, object: Value & { readonly type: "list" }, name: string, given: CallArguments, node: NodeId): Value {
  const [callback] = given.positional;
  if (callback !== undefined && (callback.type === "function" || callback.type === "reference") && functional.has(name)) {
    const { items, isOpen } = itemsOf(frame.machine, object);
    if (name === "reduce") return reduceList(frame, callback, items, given.positional[1], node);
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

/** A call that leaves the project: recorded, its callbacks run, its result unknown but for where its data came from. */
function external(frame: Frame, name: string, receiver: Value | undefined, given: CallArguments, node: NodeId): Value {
  const method = name.split(".").at(-1) ?? name;
  for (const handler of handlersCalled(receiver, method, given.positional[0] === undefined ? undefined : frame.machine.toText(given.positional[0]))) runFunction(frame.machine, handler, { positional: [], named: new Map() }, handler.self);
  record(frame, name, receiver, given, node);
  if (givesArchiveEntries(name)) return list([{ type: "outside", path: ARCHIVE_ENTRY }], "list", true);
  const callbacks = [...given.positional.flatMap((value) => (value.type === "list" ? value.items : [value])), ...given.named.values()].filter((value) => value.type === "function");
  if (callbacks.length > 0) runCallbacks(frame, name, receiver, given, callbacks);
  const inputs = [...(receiver === undefined ? [] : [receiver]), ...given.positional, ...given.named.values()];
  const label = method === "render" && isEscapingTemplate(receiver) ? ESCAPING : method.length < 3 ? name : shortName(name);
  return { ...unknown(`${name}()`, trailsThrough(label, inputs.filter((value) => value.type !== "function"))), made: { by: name, arguments: given, from: receiver, fields: new Map() } };
}

/** A template that escapes what it shows. */
const ESCAPING = "autoescape";

/** `app.get("/path", handler)`, wherever it stands. */
function registersRoute(name: string, given: CallArguments): boolean {
  const [first] = given.positional;
  return /\.(?:get|post|put|patch|delete|all|use|head|options|route|add_url_rule|add_route)$/.test(name) && first?.type === "text" && known(first)?.startsWith("/") === true;
}

function shortName(name: string): string {
  return name.split(".").slice(-2).join(".");
}

function record(frame: Frame, name: string, receiver: Value | undefined, given: CallArguments, node: NodeId): void {
  frame.machine.record({ name, receiver, arguments: given, unit: frame.unit, node });
}

/** Registered handlers wait for their own run; other callbacks run now. */
function runCallbacks(frame: Frame, name: string, receiver: Value | undefined, given: CallArguments, callbacks: readonly FunctionValue[]): void {
  const isRoute = registersRoute(name, given);
  const isTopLevel = frame.machine.callDepth === 0 || isRoute;
  const words = given.positional.flatMap((value) => (value.type === "text" ? [known(value) ?? ""] : []));
  for (const callback of callbacks) {
    if (isTopLevel) {
      frame.machine.registrations.push({ to: [name, ...words].join(" "), callee: callback, before: isRoute ? callbacks.slice(0, callbacks.indexOf(callback)) : [] });
      continue;
    }
    const { tree } = callback.unit;
    const parameters = childrenOf(tree, callback.node, Role.Parameter).map((parameter) => nameOf(tree, parameter));
    const isRequest = receiver?.type === "outside";
    const positional = parameters.map((parameter): Value => {
      if (/^(?:e|err|error|_err|_)$/i.test(parameter)) return nothing;
      if (/^(?:req|request|ctx|context|event|body|query)$/.test(parameter)) return { type: "outside", path: parameter };
      return isRequest ? { type: "outside", path: `${receiver.path}.${parameter}` } : unknown(`${name}.${parameter}`);
    });
    runFunction(frame.machine, callback, { positional, named: new Map() }, undefined);
  }
}

