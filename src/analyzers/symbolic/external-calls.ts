// Calls in a simulated program that leave it: recorded, their callbacks run, the result unknown but for where its data came from.

import { Role } from "../../syntax/roles.ts";
import { type NodeId, childrenOf, nameOf } from "../../syntax/tree.ts";
import type { CallArguments } from "./dialect.ts";
import { bringsData, fromCaller } from "./distrust.ts";
import { runFunction } from "./definitions.ts";
import type { Frame } from "./frame.ts";
import { handlersCalled, hooksCalled, isEscapingTemplate } from "./library-objects.ts";
import { ARCHIVE_ENTRY, RENAMED, givesArchiveEntries } from "./outside-names.ts";
import { hooksOf, plainFields, registersRoute, stepsIn } from "./route-options.ts";
import { MARK, type FunctionValue, type Value, boolean, dict, known, list, nothing, reference, trailsThrough, unknown } from "./values.ts";

/** A call that leaves the project: recorded, its callbacks run, its result unknown but for where its data came from. */
export function external(frame: Frame, name: string, receiver: Value | undefined, given: CallArguments, node: NodeId): Value {
  const method = name.split(".").at(-1) ?? name;
  for (const handler of handlersCalled(receiver, method, given.positional[0] === undefined ? undefined : frame.machine.toText(given.positional[0]))) runFunction(frame.machine, handler, { positional: [], named: new Map() }, handler.self);
  for (const hook of hooksCalled(receiver, method)) {
    const address = given.positional[method === "request" || method === "stream" ? 1 : 0] ?? nothing;
    const url = frame.unit.dialect.functions.get("httpx.URL")?.(frame.machine, { positional: [address], named: new Map() }) ?? address;
    runFunction(frame.machine, hook, { positional: [dict([["url", url]], true)], named: new Map() }, hook.self);
  }
  const renamed = /^extract(?:all)?$/.test(method) ? frame.machine.assigned.get(`${ARCHIVE_ENTRY}.name`) : undefined;
  record(frame, name, receiver, renamed === undefined ? given : { ...given, named: new Map([...given.named, [RENAMED, renamed]]) }, node);
  // No list of a program's own knows the host of an attacker.
  if ((method === "includes" || method === "has") && given.positional.some((value) => value.type === "text" && known(value)?.includes(ATTACKERS_HOST) === true)) return boolean(false);
  if (givesArchiveEntries(name)) return list([{ type: "outside", path: ARCHIVE_ENTRY }], "list", true);
  const callbacks = [...given.positional.flatMap((value) => (value.type === "list" ? value.items : [value])), ...given.named.values()].filter((value) => value.type === "function");
  if (callbacks.length > 0) runCallbacks(frame, name, receiver, given, callbacks);
  if (frame.machine.distrust !== undefined && bringsData(name)) return { type: "outside", path: `${name}()` };
  const inputs = [...(receiver === undefined ? [] : [receiver]), ...given.positional, ...given.named.values()];
  const label = method === "render" && isEscapingTemplate(receiver) ? ESCAPING : method.length < 3 ? name : shortName(name);
  return { ...unknown(`${name}()`, trailsThrough(label, inputs.filter((value) => value.type !== "function"))), made: { by: name, arguments: given, from: receiver, fields: new Map() } };
}

const ATTACKERS_HOST = `${MARK}.evil.test`;
/** A template that escapes what it shows. */
const ESCAPING = "autoescape";

function shortName(name: string): string {
  return name.split(".").slice(-2).join(".");
}

function record(frame: Frame, name: string, receiver: Value | undefined, given: CallArguments, node: NodeId): void {
  frame.machine.record({ name, receiver, arguments: given, unit: frame.unit, node });
}

/** Registered handlers wait for their own run; other callbacks run now. */
function runCallbacks(frame: Frame, name: string, receiver: Value | undefined, given: CallArguments, callbacks: readonly FunctionValue[]): void {
  const isRoute = registersRoute(name, given);
  const hooks = hooksOf(name, given);
  frame.machine.hooks.push(...hooks);
  const isTopLevel = frame.machine.callDepth === 0 || isRoute || hooks.length > 0;
  const words = given.positional.flatMap((value) => (value.type === "text" ? [known(value) ?? ""] : []));
  for (const callback of callbacks) {
    if (isTopLevel) {
      frame.machine.registrations.push({ to: [name, ...words].join(" "), callee: callback, before: isRoute ? [...frame.machine.hooks, ...stepsIn(given), ...callbacks.slice(0, callbacks.indexOf(callback))] : [], ...(isRoute ? { plain: plainFields(given) } : {}) });
      continue;
    }
    const { tree } = callback.unit;
    const parameters = childrenOf(tree, callback.node, Role.Parameter).map((parameter) => nameOf(tree, parameter));
    const isRequest = receiver?.type === "outside";
    const positional = parameters.map((parameter): Value => {
      // Whether it went well is not known: both ways are gone.
      if (/^(?:e|err|error|_err)$/i.test(parameter)) return unknown("error");
      if (parameter === "_") return nothing;
      if (/^(?:res|resp|response|reply)$/.test(parameter)) return reference(parameter);
      if (/^(?:req|request|ctx|context|event|body|query)$/.test(parameter)) return { type: "outside", path: parameter };
      if (isRequest) return { type: "outside", path: `${receiver.path}.${parameter}` };
      return frame.machine.distrust === undefined ? unknown(`${name}.${parameter}`) : fromCaller(parameter, `${name}.${parameter}`, true);
    });
    runFunction(frame.machine, callback, { positional, named: new Map() }, undefined);
  }
}
