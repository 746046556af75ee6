// Asks whether a fixed program still does its work: ordinary input must still arrive where it did.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import type { Entry, Program, Run } from "../analyzers/symbolic/program.ts";
import { type Value, carries } from "../analyzers/symbolic/values.ts";
import { eventsOf } from "./find-breaches.ts";
import { sampleOf } from "./sample-pattern.ts";
import { type FlawKind, servesPurpose } from "./kinds/flaw-kind.ts";

/** What ordinary input brings about. */
export interface Work {
  /** It arrives at a call of the kind's family, or in the answer. */
  readonly arrives: boolean;
  /** A call of the family is made, with what it may. */
  readonly isCalled: boolean;
  /** The program looks the input up among words of its own. */
  readonly isLookedUp: boolean;
  /** It is looked up among things of which nothing is known, and some of these come back. */
  readonly isSearched: boolean;
  /** Something of which the simulation knows nothing comes back: what a call brought, as the answer or what is returned. */
  readonly brings: boolean;
  /** Something is returned. */
  readonly returns: boolean;
  /** Calls of another purpose that it comes to besides one of the family. */
  readonly besides: ReadonlySet<string>;
  readonly runs: readonly Run[];
}

const NUMBER = 8_675_309;
const MAXIMUM_WAYS = 16;
const MAXIMUM_PATTERNS = 6;
const MAXIMUM_HEADS = 4;
const MAXIMUM_TOGETHER = 5;
const MAXIMUM_DEPTH = 4;
const plainTokens = ["QZ7", "QZ", String(NUMBER), "QZ7.txt", "https://example.com/QZ7", "QZ7@example.com", '{"QZ": 7}', "/QZ7", "37", "192.0.2.7", "2024-02-29", "0b5d8c1e-7a3f-4d52-9c68-2f1e4a7b9d03"];
const logs = /(?:^|\.)(?:log|info|warn|warning|error|debug|critical|exception|trace|print)$/;

/** The flawed call whose work is looked for; `besides`: calls that got the input as well and do other work. */
interface Wanted {
  readonly kind: FlawKind;
  readonly purpose: string;
  readonly sink: string;
  readonly besides?: ReadonlySet<string>;
}

/** Sends ordinary input through one outside value of an entry, and looks for calls of the kind that do the same. */
export function observeWork(program: Program, entry: Entry, source: string, { kind, purpose, sink, besides }: Wanted): Work {
  let work: Work = { arrives: false, isCalled: false, isLookedUp: false, isSearched: false, brings: false, returns: false, besides: new Set(), runs: [] };
  const others = new Set<string>();
  const together = new Set<string>();
  const separated = new Set<string>();
  let isOfFamily = false;
  const words = new Set<string>();
  const patterns = new Map<string, RegExp>();
  const visit = (token: string, isWord: boolean, ordinary = "7"): void => {
    for (const run of program.explore(entry, { focus: source, payload: token, ordinary, isHarmless: true }, MAXIMUM_WAYS)) {
      for (const word of run.comparedWith) words.add(word);
      for (const around of run.surroundings) if (/^7\W+\*$/.test(around)) separated.add(around);
      for (const [key, pattern] of run.patterns) patterns.set(key, pattern);
      const events = eventsOf(run, entry).filter((event) => kind.isPrinted === true || !logs.test(event.name));
      const works = events.filter((event) => kind.isServedByAnswer === true || event.name !== "return");
      const family = works.filter((event) => servesPurpose(kind, event.name) && (purpose === "" || kind.purposeOf?.(event) === purpose));
      const holding = works.filter((event) => (!event.isPure || servesPurpose(kind, event.name)) && holdsToken(event, token));
      isOfFamily ||= holding.some((event) => family.includes(event));
      // What is done with it instead of the flawed call, on another way, does not take that call's place.
      const isInstead = sink !== "" && !holding.some(({ name }) => name === sink);
      for (const event of holding) if ((isInstead || !family.includes(event)) && event.name !== sink && !answers.test(event.name)) others.add(event.name);
      if (!isInstead) for (const event of family) together.add(event.name);
      // Reading is no writing: what changes the world must be changed again.
      const isBound = purpose !== "" && purpose !== "read";
      work = {
        arrives: work.arrives || (isWord || isBound ? family.length > 0 : holding.some((event) => besides?.has(event.name) !== true)),
        isCalled: work.isCalled || family.length > 0,
        besides: others,
        isLookedUp: work.isLookedUp || run.comparedWith.size > 0 || run.isLookedUp || (kind.isServedByLookUp === true && run.patterns.size > 0),
        isSearched: work.isSearched || (run.isLookedUp && eventsOf(run, entry).some(bringsBack)),
        brings: work.brings || events.some(bringsBack),
        returns: work.returns || (run.result !== undefined && !isNo(run.result)),
        runs: [...work.runs, run],
      };
    }
  };
  for (const token of plainTokens) visit(token, false);
  const samples = [...patterns.values()].slice(0, MAXIMUM_PATTERNS).flatMap((pattern) => sampleOf(pattern) ?? []);
  for (const sample of samples) visit(sample, false);
  // Behind a word that is looked for before a separator: `Bearer …`.
  for (const around of separated) for (const word of [...words].slice(0, MAXIMUM_HEADS)) visit(around.replace("7", () => word).replace("*", "QZ7"), false);
  const MAXIMUM_WORDS = 12;
  for (const word of [...words].slice(0, MAXIMUM_WORDS)) {
    visit(word, true);
    // A word of two parts may be made of two values.
    const [first = "", second = "", ...more] = word.split(/[ :,|]/);
    if (first !== "" && second !== "" && more.length === 0) {
      visit(first, true, second);
      visit(second, true, first);
    }
    if (/^[\w.-]+\.\w+$/.test(word)) visit(`https://${word}/QZ7`, false);
    const folder = word.replace(/\/$/, "");
    if (/^(?:https?:\/\/|\/)/.test(word)) visit(`${folder}/QZ7`, false);
    // The rest of an address whose beginning comes from elsewhere.
    if (/^https?:\/\//.test(word)) visit("QZ7", false, `${folder}/`);
  }
  // Several inputs may have to fit together, each one of the program's words.
  const few = [...words].slice(0, MAXIMUM_TOGETHER);
  for (const word of few) for (const other of few) if (!work.arrives && !(work.isLookedUp && work.isCalled) && word !== other) visit(word, true, other);
  for (const other of few) if (!work.arrives && !(work.isLookedUp && work.isCalled)) visit("/QZ7", false, other);
  return { ...work, besides: new Set(isOfFamily ? [...others].filter((name) => !together.has(name)) : []) };
}

const answers = /^(?:(?:res|response|reply)\.(?:.*\.)?(?:json|send|end|write|render|jsonp)|ctx\.body=|return|callback|cb|done|resolve)$/;
/** Calls that make the answer of what they read. */
const sendsItself = /\.(?:sendFile|download|pipe|pipeline)$/;
const answering = /^(?:res|response|reply|ctx|next|callback|cb|done|this)\b/;

/** What a call outside brought is a part of the answer. */
function bringsBack({ name, arguments: { positional, named } }: CallEvent): boolean {
  return sendsItself.test(name) || (answers.test(name) && [...positional, ...named.values()].some((value) => isBrought(value, 0)));
}

function isBrought(value: Value, depth: number): boolean {
  if (depth > MAXIMUM_DEPTH) return false;
  if (value.type === "unknown") return !answering.test(value.name);
  if (value.type === "text") return value.parts.some((part) => typeof part !== "string");
  if (value.type === "list") return value.items.some((item) => isBrought(item, depth + 1));
  return value.type === "dict" && [...value.entries.values()].some((item) => isBrought(item, depth + 1));
}

/** Nothing, no, or an empty thing. */
function isNo(value: Value): boolean {
  if (value.type === "boolean") return !value.value;
  return value.type === "nothing" || (value.type === "text" && value.parts.length === 0);
}

function holdsToken(event: CallEvent, token: string): boolean {
  return [event.receiver, ...event.arguments.positional, ...event.arguments.named.values()].some((value) => value !== undefined && hasToken(value, token, 0));
}

function hasToken(value: Value, token: string, depth: number): boolean {
  if (value.type === "number") return value.value === NUMBER || String(value.value) === token;
  if (value.type === "text") return value.parts.some((part) => (typeof part === "string" ? part.includes("QZ") || part.includes(token) || part.includes(String(NUMBER)) : hasToken(part, token, depth)));
  if (value.type === "unknown" && value.made !== undefined && depth <= MAXIMUM_DEPTH) return [value.made.from, ...value.made.arguments.positional, ...value.made.arguments.named.values(), ...value.made.fields.values()].some((one) => one !== undefined && hasToken(one, token, depth + 1));
  if (depth > MAXIMUM_DEPTH) return value.type === "unknown" && carries(value);
  if (value.type === "list") return value.items.some((item) => hasToken(item, token, depth + 1));
  if (value.type === "dict") return [...value.entries.values()].some((item) => hasToken(item, token, depth + 1));
  return value.type === "outside" ? !isRequest.test(value.path) : carries(value);
}

/** The request as a whole is handed to whatever makes an answer. */
const isRequest = /^(?:self\.|flask\.)?(?:req|request|ctx|context|event)$/;
