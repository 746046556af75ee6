// Calls in a simulated program: functions of the project are run, known ones carried out, all others recorded.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, textOf } from "../../syntax/tree.ts";
import { runFunction } from "./definitions.ts";
import type { CallArguments } from "./dialect.ts";
import { evaluate, evaluateItems } from "./expressions.ts";
import { external } from "./external-calls.ts";
import type { Frame } from "./frame.ts";
import { moduleObject, required } from "./imports.ts";
import { instantiate } from "./instances.ts";
import { SimulatedError, SimulatedExit } from "./machine.ts";
import { callMethod, isAnswer } from "./methods.ts";
import { findMember } from "./properties.ts";
import { callOfBase, classAtHand, isSuper } from "./super-calls.ts";
import { type FunctionValue, type Value, carries, dict, known, nothing, reference, unknown } from "./values.ts";

const exits: ReadonlySet<string> = new Set(["sys.exit", "process.exit", "os._exit", "exit", "quit"]);
/** Functions that end a request by an exception. */
const aborts: ReadonlySet<string> = new Set(["flask.abort", "abort", "django.http.Http404"]);

/** A call expression. */
export function callNode(frame: Frame, node: NodeId): Value {
  const { tree } = frame.unit;
  const calleeNode = childOf(tree, node, Role.Callee);
  if (tree.kind[calleeNode] === Kind.Super) return superCall(frame, node);
  if (tree.kind[calleeNode] !== Kind.Attribute) return callValue(frame, evaluate(frame, calleeNode), readArguments(frame, node), node, textOf(tree, calleeNode).slice(0, 80));
  const objectNode = childOf(tree, calleeNode, Role.Object);
  if (isSuper(frame, objectNode)) {
    const given = readArguments(frame, node);
    const result = callOfBase(frame, nameOf(tree, calleeNode), given, node);
    if (result !== undefined) return result;
  }
  const object = evaluate(frame, objectNode);
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
  // Where functions take their object as a parameter, a plain one has none.
  const result = runFunction(machine, callee, given, callee.unit.dialect.declaresByAssignment ? undefined : made);
  return result.type === "dict" || result.type === "instance" || result.type === "function" ? result : made;
}

function superCall(frame: Frame, node: NodeId): Value {
  const given = readArguments(frame, node);
  if (frame.self?.type === "instance") {
    const base = classAtHand(frame)?.bases.find((one) => one.type === "class");
    const constructor = base?.type === "class" ? (findMember(base, "constructor") ?? findMember(base, "__init__")) : undefined;
    if (constructor?.type === "function") runFunction(frame.machine, constructor, given, frame.self);
  }
  return frame.self ?? nothing;
}

export function readArguments(frame: Frame, call: NodeId): CallArguments {
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
    case "instance": {
      const own = findMember(callee.of, "__call__");
      return own?.type === "function" ? runFunction(frame.machine, own, given, callee) : external(frame, shown, callee, given, node);
    }
    case "outside":
      return external(frame, callee.path, undefined, given, node);
    case "unknown": {
      const [inner, ...bound] = callee.made?.by === "functools.partial" ? callee.made.arguments.positional : [];
      if (inner === undefined) return external(frame, callee.name, callee, given, node);
      return callValue(frame, inner, { positional: [...bound, ...given.positional], named: new Map([...callee.made!.arguments.named, ...given.named]) }, node, shown);
    }
    default:
      return external(frame, shown, callee, given, node);
  }
}

/** Whether a key is an object's own is known of some keys for any object. */
const asksOwnKey = /^Object\.(?:hasOwn|prototype\.hasOwnProperty\.call)$/;

/** Calls something outside the project by its full name. */
export function callReference(frame: Frame, name: string, given: CallArguments, node: NodeId): Value {
  const { dialect } = frame.unit;
  const { machine } = frame;
  if (name === "require") {
    const specifier = given.positional[0] === undefined ? undefined : known(given.positional[0]);
    if (specifier !== undefined && !carries(given.positional[0]!)) {
      const module = machine.loadModule(specifier, frame.unit);
      return module === undefined ? reference(dialect.packageName(specifier)) : required(module);
    }
  }
  if (dialect.moduleLoaders.has(name)) return loadByName(frame, name, given, node);
  if (name === "locals" && given.positional.length === 0 && dialect.declaresByAssignment) return dict([...frame.scope.entries()], true);
  if (exits.has(name)) throw new SimulatedExit();
  if (aborts.has(name)) throw new SimulatedError(unknown(name));
  if (dialect.outsideCalls.has(name)) {
    external(frame, name, undefined, given, node);
    return { type: "outside", path: `${name}()` };
  }
  const result = dialect.functions.get(name)?.(machine, given);
  if (result === undefined) return external(frame, name, undefined, given, node);
  frame.machine.record({ name, receiver: undefined, arguments: given, unit: frame.unit, node }, true);
  const asked = asksOwnKey.test(name) ? given.positional.slice(1) : name === "Array.isArray" ? [] : given.positional;
  return isAnswer(result) && asked.some((value) => machine.isFree(value)) ? unknown(name) : result;
}

/** `importlib.import_module(name)`: a file of the project, where its own text names one. */
function loadByName(frame: Frame, name: string, given: CallArguments, node: NodeId): Value {
  const [first, second] = given.positional.map((value) => known(value));
  const specifier = first?.startsWith(".") === true && second !== undefined ? second + first : first;
  const loaded = external(frame, name, undefined, given, node);
  const module = specifier === undefined ? undefined : frame.machine.loadModule(specifier, frame.unit);
  return module === undefined ? loaded : moduleObject(module);
}
