// The state of one simulated run: what outside data is, which way unknown conditions go, what was called with what.

import type { NodeId } from "../../syntax/tree.ts";
import type { ModuleUnit } from "./module-unit.ts";
import type { Scope } from "./scope.ts";
import { type FunctionValue, type Text, type Unknown, type Value, MARK, concatenate, known, text, unknown } from "./values.ts";
import type { CallArguments } from "./dialect.ts";
import type { Distrust } from "./distrust.ts";
import { copyOf, type Holder, holds } from "./holders.ts";

/** Something that the program did to the world outside it. */
export interface CallEvent {
  /** Full name as far as it is known: `os.system`, `sqlite3.connect().cursor().execute`, `document.body.innerHTML=`, `return`. */
  readonly name: string;
  readonly receiver: Value | undefined;
  readonly arguments: CallArguments;
  readonly unit: ModuleUnit;
  readonly node: NodeId;
  /** Outside values whose type the program had asked for by then. */
  readonly checkedTypes: ReadonlySet<string>;
  /** True for a function that only makes a value of its arguments. */
  readonly isPure: boolean;
  /** What the program had said that its answer is, by then: `text/plain`. */
  readonly answerType: string | undefined;
}

/** What a run is given. */
export interface RunInput {
  /** Path of the outside value that the attacker uses; all others are ordinary. Undefined: all are ordinary. */
  readonly focus: string | undefined;
  /** What stands there. */
  readonly payload: string;
  /** The same where it is no text: a list of names, an object with operators. */
  readonly sent?: Value;
  /** What stands everywhere else. */
  readonly ordinary: string;
  /** True where what is sent is ordinary too: it may be among things of which nothing is known. */
  readonly isHarmless?: boolean;
  /** True where the surroundings say nothing: no variable of the environment is set. */
  readonly isUnset?: boolean;
  /** True where, besides, the environment holds nothing but what says where the program runs: asking for anything else brings nothing, or an error. */
  readonly hasNoEnvironment?: boolean;
  /** Answers to unknown conditions, in the order in which they are asked; further ones are answered yes. */
  readonly decisions: readonly boolean[];
}

/** The program ended by an error of its own. */
export class SimulatedError extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super("the simulated program threw");
    this.value = value;
  }
}

/** The run went past a limit. */
export class OutOfSteps extends Error {}

/** The program ended the process. */
export class SimulatedExit extends Error {}

const MAXIMUM_STEPS = 20_000;
const MAXIMUM_EVENTS = 500;
const MAXIMUM_COMPARISONS = 64;
const MAXIMUM_DECISIONS = 24;
const MAXIMUM_BEGINNING = 12;
/** A shorter part is met by chance. */
const LEAST_SENT = 3;
export const MAXIMUM_CALL_DEPTH = 24;

/** A callback or decorated function that the program handed to something outside. */
export interface Registration {
  /** Full name of what it was handed to, and the constant texts that went with it. */
  readonly to: string;
  readonly callee: FunctionValue;
  /** Functions that a request goes through first, each of which hands it on or does not. */
  readonly before: readonly FunctionValue[];
  /** Fields of a request that can be no objects, since a schema says what they are: `body.name`. */
  readonly plain?: readonly string[];
}

/** Loads a project's module, once a simulation. */
export type ModuleLoader = (specifier: string, from: ModuleUnit) => Scope | undefined;

/** An encoding that a program takes away from text. */
export type Codec = "url" | "html" | "utf-16";

/** The kind of answer that a call announces: `res.type("text/plain")`, `res.setHeader("Content-Type", …)`. */
function answerTypeOf({ name, arguments: { positional } }: Pick<CallEvent, "name" | "arguments">): string | undefined {
  // Asked of every call: most are over with their last letter.
  if (!/(?:[=drt]|[tT]ype)$/.test(name)) return undefined;
  const isType = /\.(?:type|contentType)=?$/.test(name);
  if (!isType && !/\.(?:set|header|setHeader|writeHead)$|headers\[\]=$/.test(name)) return undefined;
  const texts = positional.map((value) => known(value));
  if (isType) return texts[0];
  if (texts[0]?.toLowerCase() === "content-type") return texts[1];
  const headers = positional.flatMap((value) => (value.type === "dict" ? [...value.entries] : []));
  return headers.flatMap(([header, value]) => (header.toLowerCase() === "content-type" ? (known(value) ?? []) : []))[0];
}

/** One run. */
export class Machine {
  readonly events: CallEvent[] = [];
  readonly registrations: Registration[] = [];
  /** What every route goes through first that is registered from now on. */
  readonly hooks: FunctionValue[] = [];
  /** Paths of outside values that were used as text. */
  readonly seen = new Set<string>();
  /** Texts that outside data was compared with: variants of an attack are made from them. */
  readonly comparedWith = new Set<string>();
  /** What nothing was known of and was compared: each with the other. */
  readonly comparisons: (readonly [Value, Value])[] = [];
  /** Patterns that text was tried against: ordinary input and further attacks are made to fit them. */
  readonly patterns = new Map<string, RegExp>();
  /** Encodings that were taken away: attacks are sent in them too. */
  readonly decoded = new Set<Codec>();
  /** How text was taken apart: what stands around a part that is not looked at, with `*` in its place. */
  readonly surroundings = new Set<string>();
  /** Paths of outside values whose type was asked for. */
  readonly checkedTypes = new Set<string>();
  readonly taken: boolean[] = [];
  readonly loadModule: ModuleLoader;
  /** Nodes that were executed, a file's path each. */
  readonly covered = new Map<string, Set<NodeId>>();
  callDepth = 0;
  /** What the program set on objects that are none of its own, by path: `req.user`, `self.server.error`. */
  readonly assigned = new Map<string, Value>();
  /** True once the attacker's text was looked up among things of which nothing is known: files, rows. */
  isLookedUp = false;
  answerType: string | undefined;
  /** How often each function is running at the moment. */
  readonly active = new Map<NodeId, number>();
  /** Whether the run came to something that it could only guess. */
  guesses = 0;
  /** Set where everything that comes from elsewhere is an attacker's. */
  readonly distrust: Distrust | undefined;
  /** Names of the methods that run at the moment on objects which somebody may have handed in. */
  readonly handedIn = new Set<string>();
  /** By file and node, functions that functions have made and that nothing has called: somebody else will. Kept in distrust alone. */
  readonly idle = new Map<string, FunctionValue>();
  readonly #input: RunInput;
  /** What stands in the place of the attacker's value where that is no text; of this run alone, since the program may change it. */
  readonly #sent: Value | undefined;
  readonly #kept = new Map<object, () => void>();
  readonly #names = new Map<Scope, Map<string, Value>>();
  readonly #answers = new Map<string, boolean>();
  #steps = 0;
  #typesAsked: ReadonlySet<string> = new Set();

  constructor(input: RunInput, loadModule: ModuleLoader, distrust?: Distrust) {
    this.#input = input;
    this.#sent = input.sent === undefined ? undefined : copyOf(input.sent);
    this.loadModule = loadModule;
    this.distrust = distrust;
  }

  /** Counts one step. Throws `OutOfSteps`. */
  step(): void {
    this.#steps += 1;
    if (this.#steps > MAXIMUM_STEPS) throw new OutOfSteps("too many steps");
  }

  /** How far the run has come. */
  get steps(): number {
    return this.#steps;
  }

  /** Answers a condition of which nothing is known. */
  decide(): boolean {
    const index = this.taken.length;
    if (index >= MAXIMUM_DECISIONS) throw new OutOfSteps("too many unknown conditions");
    const answer = this.#input.decisions[index] ?? true;
    this.taken.push(answer);
    return answer;
  }

  /** The same, with one answer for one name throughout the run. */
  decideOf(name: string): boolean {
    const answer = this.#answers.get(name) ?? this.decide();
    this.#answers.set(name, answer);
    return answer;
  }

  /** Remembers what something holds before the run changes it: it may live longer than the run. */
  keep(holder: Holder): void {
    if (this.#kept.has(holder)) return;
    if ("items" in holder) {
      const items = [...holder.items];
      this.#kept.set(holder, () => void holder.items.splice(0, holder.items.length, ...items));
      return;
    }
    const table = "entries" in holder ? holder.entries : "fields" in holder ? holder.fields : holder.members;
    const pairs = [...table];
    this.#kept.set(holder, () => {
      table.clear();
      for (const [key, value] of pairs) table.set(key, value);
    });
  }

  /** The same for a name of a scope. */
  keepName(scope: Scope, name: string): void {
    const value = scope.get(name);
    if (value === undefined) return;
    const names = this.#names.get(scope) ?? new Map<string, Value>();
    if (!names.has(name)) names.set(name, value);
    this.#names.set(scope, names);
  }

  /** True once the run changed something. */
  get hasChanged(): boolean {
    return this.#kept.size > 0 || this.#names.size > 0;
  }

  /** Makes everything as it was before the run; what its calls were given stays as it is. */
  takeBack(): void {
    const isChanged = (value: Value): boolean => this.#kept.has(value);
    for (const [place, event] of this.events.entries()) {
      const { positional, named } = event.arguments;
      const values = [event.receiver, ...positional, ...named.values()];
      if (!values.some((value) => value !== undefined && holds(value, isChanged))) continue;
      const apart = (value: Value): Value => copyOf(value);
      this.events[place] = { ...event, receiver: event.receiver === undefined ? undefined : apart(event.receiver), arguments: { positional: positional.map(apart), named: new Map([...named].map(([name, value]) => [name, apart(value)] as const)) } };
    }
    for (const restore of this.#kept.values()) restore();
    this.#kept.clear();
    this.takeBackNames(() => true);
  }

  /** The same for names alone whose earlier value is wanted. */
  takeBackNames(isWanted: (value: Value) => boolean): void {
    for (const [scope, names] of this.#names) for (const [name, value] of names) if (isWanted(value)) scope.assign(name, value);
    this.#names.clear();
  }

  /** Remembers that text from outside was taken apart at a separator. */
  noteSeparator(receiver: Text, separator: string): void {
    if (!receiver.parts.some((part) => typeof part === "string" && part.includes(MARK)) && receiver.isFree !== true) return;
    for (const word of ["7", "id"]) this.surroundings.add(`${word}${separator}*`);
    this.surroundings.add(`*${separator}7`);
  }

  /** Remembers that only so many characters at the beginning of text from outside were taken. */
  noteBeginning(length: number): void {
    if (length > 0 && length <= MAXIMUM_BEGINNING) for (const character of ["7", "a"]) this.surroundings.add(`${character.repeat(length)}*`);
  }

  /** Ends the run where what is sent through such a source does not have the form that is asked of it. Throws `SimulatedError`. */
  limit(isMeant: (source: string) => boolean, form: RegExp): void {
    const { focus, payload } = this.#input;
    if (focus === undefined || !isMeant(focus)) return;
    this.notePattern(form);
    if (!form.test(payload)) throw new SimulatedError(unknown("NotFound"));
  }

  /** Remembers a comparison whose answer is not known. */
  noteCompared(left: Value, right: Value): void {
    if (this.comparisons.length < MAXIMUM_COMPARISONS) this.comparisons.push([left, right]);
  }

  notePattern(pattern: RegExp): void {
    this.patterns.set(String(pattern), pattern);
  }

  record(event: Omit<CallEvent, "checkedTypes" | "isPure" | "answerType">, isPure = false): void {
    if (this.events.length >= MAXIMUM_EVENTS) throw new OutOfSteps("too many events");
    this.answerType = answerTypeOf(event) ?? this.answerType;
    this.events.push({ ...event, checkedTypes: this.#typesSoFar(), isPure, answerType: this.answerType });
  }

  /** The types that were asked for by now, in one set for all calls between two of them. */
  #typesSoFar(): ReadonlySet<string> {
    if (this.#typesAsked.size !== this.checkedTypes.size) this.#typesAsked = new Set(this.checkedTypes);
    return this.#typesAsked;
  }

  /** True for a part of the text that was sent in this run. */
  isSent(part: string): boolean {
    return this.#input.focus !== undefined && part.length >= LEAST_SENT && this.#input.payload.toLowerCase().includes(part.toLowerCase());
  }

  /** True where something is sent in this run. */
  get hasFocus(): boolean {
    return this.#input.focus !== undefined;
  }

  /** True where what is sent may be one of the program's own files, rows or names. */
  get isHarmless(): boolean {
    return this.#input.isHarmless === true;
  }

  /** True where no variable of the environment is set in this run. */
  get isUnset(): boolean {
    return this.#input.isUnset === true;
  }

  /** True where the environment itself holds nothing. */
  get hasNoEnvironment(): boolean {
    return this.#input.hasNoEnvironment === true;
  }

  /** True for the value that the attacker chooses in this run. */
  isFocus(path: string): boolean {
    return path === this.#input.focus;
  }

  /** The attacker's value, where it is the item of a list that is sent: `steps.0` of `steps`. */
  itemSent(path: string): Value | undefined {
    const { focus } = this.#input;
    return focus?.startsWith(`${path}.`) === true && /^\d+$/.test(focus.slice(path.length + 1)) ? { type: "outside", path: focus } : undefined;
  }

  /** A value, or what is sent in its place where that is no text. */
  asSent(value: Value): Value {
    return this.#sent !== undefined && value.type === "outside" && this.isFocus(value.path) ? this.#sent : value;
  }

  /** True for what is from outside and not the attacker's: it may be anything, as an object and as its text. */
  isFree(value: Value): boolean {
    return value.type === "outside" ? !this.isFocus(value.path) : value.type === "text" && value.isFree === true;
  }

  /** The text of an outside value. */
  readOutside(path: string): Text {
    this.seen.add(path);
    return this.isFocus(path) ? text(this.#input.payload) : { ...text(this.#input.ordinary), isFree: true };
  }

  /** A value as text; unknown where it has none. */
  toText(value: Value): Text | Unknown {
    switch (value.type) {
      case "text":
        return value;
      case "outside":
        return this.readOutside(value.path);
      case "number":
        return text(String(value.value));
      case "boolean":
        return text(String(value.value));
      case "nothing":
        return text("null");
      case "unknown":
        return value;
      case "list":
        return concatenate(value.items.flatMap((item, index) => [...(index === 0 ? [] : [text(",")]), this.toText(item)]));
      case "reference":
        return unknown(value.name);
      default:
        return unknown(value.type);
    }
  }
}
