// What a simulation knows of a library's object by how it was made: parsers that call what the program set on them, templates that escape.

import { runFunction } from "./definitions.ts";
import { Machine } from "./machine.ts";
import { type FunctionValue, type Value, boolean, known, mapText, nothing, number, text } from "./values.ts";

/** What a document holds where a parser calls the handler. */
const handlers: readonly (readonly [string, RegExp])[] = [
  ["StartDoctypeDeclHandler", /<!DOCTYPE/],
  ["EntityDeclHandler", /<!ENTITY/],
  ["UnparsedEntityDeclHandler", /<!ENTITY/],
  ["ExternalEntityRefHandler", /\b(?:SYSTEM|PUBLIC)\b/],
];

/** The program's own functions that a parser calls while it reads the document. */
export function handlersCalled(receiver: Value | undefined, method: string, document: Value | undefined): FunctionValue[] {
  if (receiver?.type !== "unknown" || receiver.made === undefined || !/^(?:Parse|feed)$/.test(method) || document === undefined) return [];
  const { fields } = receiver.made;
  const whole = known(document);
  return handlers.flatMap(([name, holds]) => {
    const handler = fields.get(name);
    return handler?.type === "function" && whole !== undefined && holds.test(whole) ? [handler] : [];
  });
}

const makesElement = /(?:^|\.)createElement$/;
const takesText = /^(?:append|appendChild|replaceChildren|prepend)$/;

/** Notes a text that becomes the content of an element. */
export function noteContent(element: Value, method: string, [first]: readonly Value[]): void {
  if (element.type !== "unknown" || element.made === undefined || !makesElement.test(element.made.by) || !takesText.test(method) || first === undefined) return;
  const content = first.type === "unknown" ? (first.made?.by.endsWith("createTextNode") === true ? first.made.arguments.positional[0] : undefined) : first;
  if (content !== undefined) element.made.fields.set("textContent", content);
}

/** The markup of an element that holds nothing but a text: what ends the text is escaped, quotes are not. */
export function markupOf(machine: Machine, element: Value): Value | undefined {
  if (element.type !== "unknown" || element.made === undefined) return undefined;
  const { by, fields, arguments: { positional } } = element.made;
  const content = makesElement.test(by) ? (fields.get("textContent") ?? fields.get("innerText")) : /^new Option$|\(\)\.text$/.test(by) ? positional[0] : undefined;
  const plain = content === undefined || fields.has("innerHTML") ? undefined : machine.toText(content);
  return plain?.type === "text" ? mapText(plain, "innerHTML", (piece) => piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")) : undefined;
}

/** The program's own functions that a client calls before each request. */
export function hooksCalled(receiver: Value | undefined, method: string): FunctionValue[] {
  if (receiver?.type !== "unknown" || !/^httpx\.(?:Async)?Client$/.test(receiver.made?.by ?? "") || !/^(?:get|post|put|patch|delete|head|options|request|stream|send)$/.test(method)) return [];
  const hooks = receiver.made?.arguments.named.get("event_hooks");
  const before = hooks?.type === "dict" ? hooks.entries.get("request") : undefined;
  return before?.type === "list" ? before.items.filter((item) => item.type === "function") : [];
}

/** What a function of the program calls by itself, apart from any run, and what it compares with. */
export function answersApart(callee: FunctionValue, positional: readonly Value[]): Pick<Machine, "events" | "comparedWith"> {
  const machine = aloneMachine();
  callWith(machine, callee, positional);
  return machine;
}

/** What a function of the program comes to by itself, apart from any run; unknown conditions are answered as said. */
export function callApart(callee: FunctionValue, positional: readonly Value[], sent: Partial<Apart> = {}): Value | undefined {
  return callWith(aloneMachine(sent), callee, positional);
}

/** The same, and what it has set on outside objects. */
export function runApart(callee: FunctionValue, positional: readonly Value[], sent: Partial<Apart>): { readonly result: Value | undefined; readonly assigned: ReadonlyMap<string, Value> } {
  const machine = aloneMachine(sent);
  const result = callWith(machine, callee, positional);
  return { result, assigned: machine.assigned };
}

/** What is answered to unknown conditions, and what is sent as which outside value. */
interface Apart {
  readonly answer: boolean;
  readonly focus: string;
  readonly payload: string;
}

function aloneMachine({ answer = true, focus, payload = "" }: Partial<Apart> = {}): Machine {
  return new Machine({ focus, payload, ordinary: "7", decisions: answer ? [] : Array.from({ length: MAXIMUM_ANSWERS }, () => false) }, () => undefined);
}

const MAXIMUM_ANSWERS = 32;

function callWith(machine: Machine, callee: FunctionValue, positional: readonly Value[]): Value | undefined {
  machine.callDepth = 1;
  try {
    return runFunction(machine, callee, { positional, named: new Map() }, callee.self);
  } catch {
    // A run that ends by an error of its own or at a limit has no result.
    return undefined;
  } finally {
    machine.takeBack();
  }
}

const readsSurroundings = /^(?:os\.(?:environ\.get|getenv)|decouple\.config|environ\.Env\(\)(?:\.(?:bool|str|int))?|starlette\.config\.Config\(\))$/;

/** A setting of the surroundings as it is where they say nothing: `os.environ.get(name, default)`, also as a number or an answer. */
export function whenUnset(value: Value | undefined): Value | undefined {
  const made = value?.type === "unknown" ? value.made : undefined;
  const [first, second] = made?.arguments.positional ?? [];
  if (made === undefined) return value;
  if (readsSurroundings.test(made.by)) return second ?? made.arguments.named.get("default") ?? nothing;
  if (!/^(?:int|float|bool|str)$/.test(made.by)) return value;
  const inner = whenUnset(first);
  const whole = inner?.type === "text" ? known(inner) : undefined;
  if (made.by === "bool") return inner?.type === "boolean" || inner?.type === "nothing" ? boolean(inner.type === "boolean" && inner.value) : whole === undefined ? value : boolean(whole !== "");
  return inner?.type === "number" ? inner : whole === undefined || Number.isNaN(Number(whole)) ? value : number(Number(whole));
}

/** Whether a setting escapes the values of a page: yes, no, or undefined where nothing is known. */
export function escapesPages(setting: Value | undefined): boolean | undefined {
  const said = setting?.type === "function" ? callApart(setting, [text("page.html")]) : setting;
  if (said?.type === "unknown" && said.made?.by.endsWith("select_autoescape") === true) return selectsPages(said.made.arguments.positional[0] ?? said.made.arguments.named.get("enabled_extensions"));
  return said === undefined || said.type === "nothing" ? false : said.type === "boolean" ? said.value : undefined;
}

/** Jinja's own choice by endings: pages are among those that are escaped if nothing is said. */
function selectsPages(endings: Value | undefined): boolean {
  return endings?.type !== "list" || endings.items.some((item) => /^\.?html$/.test(known(item) ?? "html"));
}

const environments = /(?:^|\.)(?:Environment|SandboxedEnvironment|ImmutableSandboxedEnvironment|Template)$/;

/** Whether a template was made in an environment that escapes values. */
export function isEscapingTemplate(template: Value | undefined): boolean {
  for (let one = template; one?.type === "unknown" && one.made !== undefined; one = one.made.from) {
    if (environments.test(one.made.by)) return escapesPages(one.made.arguments.named.get("autoescape")) === true;
  }
  return false;
}
