// Reads properties and items of values in a simulated program.

import { Role } from "../../syntax/roles.ts";
import { type NodeId, childrenOf, textOf } from "../../syntax/tree.ts";
import { isEnumeration, memberOf, pickMember } from "./enums.ts";
import { named } from "./expressions.ts";
import { runFunction } from "./definitions.ts";
import { fromCaller } from "./distrust.ts";
import type { Frame } from "./frame.ts";
import { markupOf } from "./library-objects.ts";
import { SimulatedError } from "./machine.ts";
import { ARCHIVE_ENTRY } from "./outside-names.ts";
import { ANY_KEY, type ClassValue, type DictValue, type FunctionValue, type InstanceValue, type Unknown, type Value, boolean, carries, dict, known, nothing, number, reference, text, trailsThrough, unknown } from "./values.ts";

/** Properties of a request that describe it and that no attack goes through. */
const facts: ReadonlySet<string> = new Set(["method", "ip", "remote_addr", "remote_ip", "remote_port", "REMOTE_ADDR", "is_json", "mimetype", "content_type", "protocol", "secure", "xhr", "session", "user", "app", "socket", "length", "size", "status", "statusCode", "ok", "logger", "log", "db", "state", "locals"]);
/** Parts of a request whose fields are all a client's, whatever they are called. */
const sentParts = /(?:^|\.)(?:body|query|params|args|form|json|values|cookies|headers|GET|POST|data|files|query_params)\b/;
/** What a plain HTTP server's handler holds of a request. */
const handlerParts: ReadonlySet<string> = new Set(["path", "headers", "rfile"]);
/** Where the program itself is reached: what it compares others with. */
const ownAddress: ReadonlyMap<string, string> = new Map([
  ["origin", "https://own.test"],
  ["host", "own.test"],
  ["hostname", "own.test"],
  ["host_url", "https://own.test/"],
  ["url_root", "https://own.test/"],
]);
/** Properties of a view's own object that hold what a client sent. */
const requestNames: ReadonlySet<string> = new Set(["request", "req", "query_params", "kwargs", "GET", "POST", "body", "params", "query", "event"]);

/** What says where a program runs is set wherever it runs. */
const namesStage = /(?:^|_)(?:ENV|ENVIRONMENT|STAGE)$/;

/** `object.name`. */
export function readProperty(frame: Frame, object: Value, name: string, _node: NodeId): Value {
  switch (object.type) {
    case "reference": {
      const given = ownExport(frame, object.name, name) ?? frame.machine.assigned.get(`${object.name}.${name}`);
      if (given === undefined && object.name === "os.environ" && frame.machine.hasNoEnvironment && /^[A-Z]/.test(name)) throw new SimulatedError(unknown("KeyError"));
      return given ?? named(frame, `${object.name}.${name}`);
    }
    case "outside": {
      const assigned = frame.machine.assigned.get(`${object.path}.${name}`);
      if (assigned !== undefined) return assigned;
      // Where a link leads is what an attack with one chooses.
      if (name === "linkname" && object.path === ARCHIVE_ENTRY && frame.machine.isFocus(object.path)) return frame.machine.toText(object);
      if (object.path === "process.env" && frame.machine.hasNoEnvironment && !namesStage.test(name)) return nothing;
      if (ownAddress.has(name) && /(?:^|\.)(?:nextUrl|request|req)(?:\.url)?$/.test(object.path)) return text(ownAddress.get(name)!);
      if (name === "length" && frame.machine.isFocus(object.path)) return measure(frame.machine.toText(object));
      if (facts.has(name) && !sentParts.test(object.path)) return reference(`${object.path}.${name}`);
      return { type: "outside", path: `${object.path}.${name}` };
    }
    case "dict":
      return object.entries.get(name) ?? (object.isOpen ? unknown(name) : nothing);
    case "instance":
      return readMember(frame, object, name);
    case "class": {
      const member = object.members.get(name);
      if (member !== undefined && member.type !== "function" && isEnumeration(object)) return memberOf(object, name, member);
      const found = findMember(object, name);
      return found?.type === "function" && isMarked(found, "classmethod") ? { ...found, self: object } : (found ?? reference(`${object.name}.${name}`));
    }
    case "function":
      if (name === "prototype" && !object.fields.has(name)) object.fields.set(name, dict());
      // What makes functions of texts is reached from every function.
      if (name === "constructor" && !frame.unit.dialect.declaresByAssignment) return reference("Function");
      return object.fields.get(name) ?? reference(`${object.name}.${name}`);
    case "text":
      return name !== "length" ? ofText(frame, object, name) : frame.machine.isFree(object) ? unknown("length") : measure(object);
    case "list":
      return name === "length" && !object.isOpen ? number(object.items.length) : unknown(name);
    case "unknown":
      return (name === "innerHTML" ? markupOf(frame.machine, object) : undefined) ?? object.made?.fields.get(name) ?? askedOfAddress(frame, object, name) ?? { ...object, name: `${object.name}.${name}` };
    default:
      return unknown(name);
  }
}

/** What the module itself has exported by then: `exports.check(…)`. */
export function ownExport(frame: Frame, owner: string, name: string): Value | undefined {
  if (owner !== "exports" && owner !== "module.exports") return undefined;
  const whole = frame.scope.get("module.exports");
  return frame.scope.get(`exports.${name}`) ?? (whole?.type === "dict" ? whole.entries.get(name) : undefined);
}

/** A name that an attacker sends leads wherever it should not, an ordinary one outside. */
function askedOfAddress({ machine }: Frame, { trails }: Unknown, name: string): Value | undefined {
  const ofInner = name === "is_private" ? true : name === "is_global" ? false : undefined;
  const isResolved = trails.some((trail) => trail.some((call) => /(?:^|\.)(?:gethostbyname\w*|getaddrinfo)$/.test(call)));
  return ofInner === undefined || !isResolved || !machine.hasFocus ? undefined : boolean(machine.isHarmless ? !ofInner : ofInner);
}

function ofText(frame: Frame, value: Value, name: string): Value {
  const whole = known(value);
  const property = frame.unit.dialect.textProperties.get(name);
  return property === undefined || whole === undefined ? unknown(name, trailsThrough(name, [value])) : property(whole);
}

function measure(value: Value): Value {
  const whole = known(value);
  return whole === undefined ? unknown("length") : number(whole.length);
}

function readMember(frame: Frame, instance: InstanceValue, name: string): Value {
  const own = instance.fields.get(name);
  if (own !== undefined) return own;
  const member = findMember(instance.of, name);
  if (member?.type === "function" && computed.some((mark) => isMarked(member, mark))) return runFunction(frame.machine, member, { positional: [], named: new Map() }, instance);
  if (member?.type === "function") return isMarked(member, "staticmethod") ? member : { ...member, self: isMarked(member, "classmethod") ? instance.of : instance };
  if (member !== undefined) return member;
  if (handlerParts.has(name) && instance.of.bases.some((base) => base.type === "reference" && base.name.endsWith("HTTPRequestHandler"))) return { type: "outside", path: `self.${name}` };
  if (requestNames.has(name)) return { type: "outside", path: `self.${name}` };
  return frame.machine.distrust === undefined ? reference(`${instance.of.name}.${name}`) : fromCaller(name, `self.${name}`, true);
}

/** Marks of methods that are read like a field. */
const computed = ["property", "cached_property", "functools.cached_property"];

/** True for a method below a decorator of that name. */
function isMarked({ unit: { tree }, node }: FunctionValue, name: string): boolean {
  return childrenOf(tree, node, Role.Decorator).some((decorator) => textOf(tree, decorator).replace("@", "").trim() === name);
}

/** What a copy of an outside mapping holds under a key of which only the value was kept: the mapping's own under that key. */
export function ofAnyKey({ entries }: DictValue, key: string | undefined): Value | undefined {
  const kept = entries.get(ANY_KEY);
  return kept?.type === "outside" && key !== undefined ? { type: "outside", path: kept.path.replace("[].1", `.${key}`) } : kept;
}

/** A member of a class or of the project's classes that it extends. */
export function findMember(of: ClassValue, name: string): Value | undefined {
  const own = of.members.get(name);
  if (own !== undefined) return own;
  for (const base of of.bases) {
    const found = base.type === "class" ? findMember(base, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `object[index]`. */
export function readIndex(frame: Frame, object: Value, index: Value, node: NodeId): Value {
  const key = index.type === "number" ? String(index.value) : known(frame.machine.toText(index));
  switch (object.type) {
    case "class":
      return isEnumeration(object) ? pickMember(frame.machine, object, index, "name") : unknown("item");
    case "dict":
      if (key !== undefined && isPolluting(key, object)) return prototypeBehind(object, key);
      if (key !== undefined && carries(index)) for (const name of object.entries.keys()) frame.machine.comparedWith.add(name);
      if (key !== undefined && object.entries.has(key)) return object.entries.get(key) ?? nothing;
      // A table of the program's own: whatever is looked up, one of its values comes out.
      return [...object.entries.values()].find((value) => value.type === "function") ?? ofAnyKey(object, key) ?? (object.isOpen ? unknown("item") : nothing);
    case "list": {
      const place = index.type === "number" ? index.value : Number.NaN;
      if (!Number.isInteger(place)) return object.items[0] ?? unknown("item");
      return object.items[place < 0 ? object.items.length + place : place] ?? (object.isOpen ? unknown("item") : nothing);
    }
    case "text": {
      const whole = known(object);
      if (whole === undefined || index.type !== "number") return unknown("character");
      const character = whole.at(index.value);
      return character === undefined ? nothing : { type: "text", parts: [character] };
    }
    case "outside":
      // A key that was taken from the object itself is its own, whatever it is called.
      if (index.type === "outside" && index.path === `${object.path}[]`) return { type: "outside", path: `${object.path}.*` };
      // The object into which a library merges is a parameter like any other.
      if (key !== undefined && isPolluting(key, object)) return prototypeBehind(object, key);
      return key === undefined ? { type: "outside", path: `${object.path}[]` } : readProperty(frame, object, key, node);
    case "unknown":
    case "reference":
      if (key !== undefined && isPolluting(key, object)) return prototypeBehind(object, key);
      return key === undefined || index.type === "number" ? { ...asUnknown(object), name: `${object.name}[]` } : readProperty(frame, object, key, node);
    default:
      return key === undefined ? unknown("item") : readProperty(frame, object, key, node);
  }
}

/** Stands for the prototype that all objects share; what is set on it is set on every object. */
export const SHARED_PROTOTYPE = "Object.prototype";
/** What made an object, where the program says nothing else. */
export const CONSTRUCTOR = "Object";

/** True for a computed key that leads out of an object and to what all objects share. */
function isPolluting(key: string, object: Value): boolean {
  if (object.type === "dict" && object.entries.has(key)) return false;
  return key === "__proto__" || key === "constructor" || (key === "prototype" && object.type === "reference" && object.name === CONSTRUCTOR);
}

function prototypeBehind(object: Value, key: string): Value {
  if (key === "constructor") return reference(CONSTRUCTOR);
  return object.type === "dict" && object.isBare ? nothing : reference(SHARED_PROTOTYPE);
}

function asUnknown(value: Value & { readonly name: string }): Value & { readonly type: "unknown" } {
  return value.type === "unknown" ? value : { type: "unknown", name: value.name, trails: [] };
}
