// A simulated program: its files, its entries, and runs of them along every way that unknown conditions leave open.

import { Role } from "../../syntax/roles.ts";
import { Flag } from "../../syntax/flags.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import { constructByFunction } from "./calls.ts";
import type { CallArguments } from "./dialect.ts";
import { runFunction } from "./definitions.ts";
import { type Distrust, fromCaller } from "./distrust.ts";
import type { Frame } from "./frame.ts";
import { type CallEvent, type Codec, Machine, OutOfSteps, type Registration, type RunInput, SimulatedError, SimulatedExit } from "./machine.ts";
import type { ModuleUnit } from "./module-unit.ts";
import { isRoutePart, limitsOf, routeOf, type RouteLimits } from "./routes.ts";
import { ownDefault } from "./own-defaults.ts";
import { Scope } from "./scope.ts";
import { conformAll, isTyped } from "./typed-inputs.ts";
import { execute } from "./statements.ts";
import { type ClassValue, type FunctionValue, type InstanceValue, type Value, nothing, reference } from "./values.ts";

/** Where outside data may come in: a function that somebody may call, or a file that is run. */
export interface Entry {
  /** The same in two versions of a program: the file, and the route or name. */
  readonly id: string;
  readonly path: string;
  /** The function; undefined for the file itself. */
  readonly callee: FunctionValue | undefined;
  readonly owner: ClassValue | undefined;
  /** What it was registered with, decorators included; empty for none. The same where only the route's own conditions differ. */
  readonly registeredTo: string;
  /** What the route itself asks of its parts. */
  readonly limits: RouteLimits;
  /** What stands in the function's place: itself, or what a decorator made of it. */
  readonly runs: FunctionValue | undefined;
  /** Functions that a request goes through first. */
  readonly before: readonly FunctionValue[];
  /** Fields of a request that can be no objects: `body.name`. */
  readonly plain: readonly string[];
}

/** What one run did. */
export interface Run {
  readonly events: readonly CallEvent[];
  readonly result: Value | undefined;
  /** `cut`: a limit was reached. */
  readonly end: "returned" | "threw" | "exited" | "cut";
  /** Outside values that were read as text. */
  readonly seen: ReadonlySet<string>;
  readonly comparedWith: ReadonlySet<string>;
  /** What nothing was known of and was compared: each with the other. */
  readonly comparisons: readonly (readonly [Value, Value])[];
  /** The attacker's text was looked up among things of which nothing is known. */
  readonly isLookedUp: boolean;
  /** What the program said that its answer is. */
  readonly answerType: string | undefined;
  readonly patterns: ReadonlyMap<string, RegExp>;
  readonly decoded: ReadonlySet<Codec>;
  /** How text was taken apart, with `*` in the place of what is not looked at. */
  readonly surroundings: ReadonlySet<string>;
  readonly covered: ReadonlyMap<string, ReadonlySet<NodeId>>;
  readonly decisions: readonly boolean[];
  /** It changed something that may live longer. */
  readonly stores: boolean;
}

/** Names under which programs find the environment. */
const environments = ["env", "environ", "getenv"];

/** A program whose modules are loaded at their first use. */
export class Program {
  readonly units: ReadonlyMap<string, ModuleUnit>;
  readonly #scopes = new Map<string, Scope>();
  readonly #registrations = new Map<string, readonly Registration[]>();
  readonly #distrust: Distrust | undefined;
  readonly #isUnset: boolean;
  #steps = 0;
  #unset: Program | undefined;
  #methods: ReadonlyMap<string, readonly OwnMethod[]> | undefined;

  /** `isDistrustful`: everything that the program does not make itself is an attacker's. `isUnset`: no variable of the environment is set, also while its modules are loaded. */
  constructor(units: readonly ModuleUnit[], isDistrustful = false, isUnset = false) {
    this.units = new Map(units.map((unit) => [unit.path, unit]));
    this.#isUnset = isUnset;
    this.#distrust = isDistrustful ? { onlyMethod: (name, given) => this.#onlyMethod(name, given) } : undefined;
  }

  /** The same program started where no variable of the environment is set; itself where it asks for none. */
  get unset(): Program {
    const readsEnvironment = [...this.units.values()].some(({ tree }) => environments.some((name) => tree.names.includes(name)));
    this.#unset ??= this.#isUnset || !readsEnvironment ? this : new Program([...this.units.values()], this.#distrust !== undefined, true);
    return this.#unset;
  }

  /** Of all runs so far: what their time goes by, the same on every machine. */
  get steps(): number {
    return this.#steps;
  }

  /** The entries of one file, in source order. */
  entriesOf(path: string): Entry[] {
    const unit = this.units.get(path);
    if (unit === undefined) return [];
    const scope = this.#load(unit);
    const found = new Map<string, Entry>();
    const registered = new Set<NodeId>();
    const add: AddEntry = (runs, name, registeredTo, { owner, before = [], plain = [] } = {}) => {
      const callee = runs.wraps ?? runs;
      if (callee.unit !== unit || (registeredTo === "" && registered.has(callee.node))) return;
      // One function may stand behind several routes; decorators of one function are one registration.
      const key = `${callee.node}${registeredTo.startsWith("@") || registeredTo === "" ? "" : ` ${registeredTo}`}`;
      if (registeredTo !== "" && registered.has(callee.node) && found.has(key)) return;
      const route = routeOf(registeredTo);
      if (registeredTo !== "") {
        registered.add(callee.node);
        found.delete(String(callee.node));
      }
      found.set(key, { id: `${path}:${route === "" ? name : `${route} ${callee.name}`.trim()}`, path, callee, owner, registeredTo: route, limits: limitsOf(registeredTo), runs, before, plain });
    };
    const owners = new Map([...scope.entries()].flatMap(([, value]) => (value.type === "class" ? [...value.members.values()].flatMap((member) => (member.type === "function" ? [[(member.wraps ?? member).node, value] as const] : [])) : [])));
    for (const { to, callee, before, plain } of this.#registrations.get(path) ?? []) add(callee, callee.name, to, { owner: owners.get((callee.wraps ?? callee).node), before, plain });
    for (const [name, value] of scope.entries()) addValue(name, value, add);
    const outer = [...found.values()];
    for (const { callee, registeredTo } of outer) if (registeredTo === "" && callee !== undefined) this.#addInner(callee, add);
    const file: Entry = { id: `${path}:`, path, callee: undefined, owner: undefined, registeredTo: "", limits: new Map(), runs: undefined, before: [], plain: [] };
    return [file, ...[...found.values()].sort((left, right) => left.callee!.node - right.callee!.node)];
  }

  /** What the names of one file hold once it is loaded. */
  valuesOf(path: string): Value[] {
    return this.namesOf(path).map(([, value]) => value);
  }

  /** The same with the names. */
  namesOf(path: string): (readonly [string, Value])[] {
    const unit = this.units.get(path);
    return unit === undefined ? [] : [...this.#load(unit).entries()];
  }

  /** One run, that leaves everything as it was. */
  run(entry: Entry, input: RunInput): Run {
    return this.#runOnce(entry, input, (machine) => machine.takeBack());
  }

  /** What `then` comes to while what one run has stored is there. */
  during<Result>(entry: Entry, input: RunInput, then: () => Result): Result {
    let settled: Machine | undefined;
    this.#runOnce(entry, input, (machine) => (settled = machine));
    try {
      return then();
    } finally {
      settled?.takeBack();
    }
  }

  #runOnce(entry: Entry, input: RunInput, settle: (machine: Machine) => void): Run {
    const unit = this.units.get(entry.path);
    if (unit === undefined) throw new Error(`no file ${entry.path} in the program`);
    const machine = this.#machineFor(input);
    let end: Run["end"] = "returned";
    let result: Value | undefined;
    try {
      result = entry.callee === undefined ? runFile(machine, unit) : runEntry(machine, entry, entry.callee);
    } catch (error) {
      end = endOf(error);
    }
    const stores = machine.hasChanged;
    this.#steps += machine.steps;
    settle(machine);
    return { stores, events: machine.events, result, end, seen: machine.seen, comparedWith: machine.comparedWith, comparisons: machine.comparisons, isLookedUp: machine.isLookedUp, answerType: machine.answerType, patterns: machine.patterns, decoded: machine.decoded, surroundings: machine.surroundings, covered: machine.covered, decisions: machine.taken };
  }

  /** Runs along every way that unknown conditions leave open, at most so many. */
  explore(entry: Entry, input: Omit<RunInput, "decisions">, maximumRuns: number): Run[] {
    const runs: Run[] = [];
    let decisions: readonly boolean[] | undefined = [];
    while (decisions !== undefined && runs.length < maximumRuns) {
      const run = this.run(entry, { ...input, decisions });
      runs.push(run);
      decisions = nextWay(run.decisions);
    }
    return runs;
  }

  /** What a function makes when it is called once: handlers that it returns, registers or sets on `this`. */
  #addInner(callee: FunctionValue, add: AddEntry): void {
    let made: Value = nothing;
    const machine = this.#settle((fresh) => {
      fresh.callDepth = 1;
      made = constructByFunction(fresh, callee, { positional: childrenOf(callee.unit.tree, callee.node, Role.Parameter).map((parameter) => ownDefault(fresh, callee, parameter) ?? reference(nameOf(callee.unit.tree, parameter))), named: new Map() });
    });
    // A function of the program's own stays where a caller may set another one.
    machine.takeBackNames((value) => value.type === "function");
    for (const { to, callee: registered, before, plain } of machine.registrations) add(registered, registered.name, to, { before, plain });
    if (made.type === "function") add(made, `${callee.name}()`, "");
    else if (made.type === "dict") for (const [key, member] of made.entries) if (member.type === "function") add(member, `${callee.name}.${key}`, "");
  }

  #resolve(specifier: string, from: ModuleUnit): Scope | undefined {
    for (const path of from.dialect.moduleCandidates(specifier, from.path)) {
      const unit = this.units.get(path);
      if (unit !== undefined && unit !== from) return this.#load(unit);
    }
    return undefined;
  }

  /** A module's names after its top level ran once, with ordinary data. */
  #load(unit: ModuleUnit): Scope {
    const known = this.#scopes.get(unit.path);
    if (known !== undefined) return known;
    // What the file had defined before it ended is there.
    let scope = new Scope();
    const machine = this.#settle((fresh) => {
      scope = new Scope();
      this.#scopes.set(unit.path, scope);
      execute(frameOf(fresh, unit, scope), 0);
    });
    this.#registrations.set(unit.path, machine.registrations);
    for (const [, value] of scope.entries()) leaveOpen(value, 0);
    return scope;
  }

  #machineFor(input: RunInput): Machine {
    return new Machine(this.#isUnset ? { ...input, isUnset: true, hasNoEnvironment: true } : input, (specifier, from) => this.#resolve(specifier, from), this.#distrust);
  }

  /** A method that one class of the project alone has, on an object of it. */
  #onlyMethod(name: string, given: CallArguments): FunctionValue | undefined {
    this.#methods ??= this.#collectMethods();
    const [only, ...others] = this.#methods.get(name) ?? [];
    if (only === undefined || others.length > 0 || !takes(only.callee, given)) return undefined;
    // The object is made once: runs take back what they change of it.
    only.self ??= this.#makeApart(only.owner);
    return { ...only.callee, self: only.self };
  }

  #collectMethods(): Map<string, OwnMethod[]> {
    const found = new Map<string, OwnMethod[]>();
    const classes = new Set([...this.units.keys()].flatMap((path) => this.valuesOf(path)).filter((value) => value.type === "class"));
    for (const owner of classes) for (const [name, callee] of owner.members) if (callee.type === "function") found.set(name, [...(found.get(name) ?? []), { owner, callee, self: undefined }]);
    return found;
  }

  #makeApart(owner: ClassValue): InstanceValue {
    let made: InstanceValue | undefined;
    this.#settle((fresh) => (made = makeInstance(fresh, owner)));
    return made ?? { type: "instance", of: owner, fields: new Map() };
  }

  /** One run of what every start of the program goes through: along the first way on which it does not end by an error, since programs start. */
  #settle(run: (machine: Machine) => void): Machine {
    let decisions: readonly boolean[] = [];
    for (let tries = 1; ; tries += 1) {
      const machine = this.#machineFor({ focus: undefined, payload: "", ordinary: "7", decisions });
      try {
        run(machine);
        return machine;
      } catch (error) {
        const next = endOf(error) === "threw" ? nextWay(machine.taken) : undefined;
        if (next === undefined || tries === MAXIMUM_STARTS) return machine;
        decisions = next;
      }
    }
  }
}

const MAXIMUM_STARTS = 8;

interface OwnMethod {
  readonly owner: ClassValue;
  readonly callee: FunctionValue;
  self: InstanceValue | undefined;
}

/** Whether a function has a place for everything that it is given. */
function takes({ unit: { tree, dialect }, node }: FunctionValue, { positional, named }: CallArguments): boolean {
  const parameters = childrenOf(tree, node, Role.Parameter);
  return parameters.length - (dialect.declaresByAssignment ? 1 : 0) >= positional.length + named.size && positional.length + named.size > 0;
}

type AddEntry = (runs: FunctionValue, name: string, registeredTo: string, more?: { readonly owner?: ClassValue | undefined; readonly before?: readonly FunctionValue[]; readonly plain?: readonly string[] | undefined }) => void;

function addValue(name: string, value: Value, add: AddEntry): void {
  if (value.type === "function") {
    add(value, name.replace(/^exports\./, ""), "");
    for (const [key, field] of value.fields) if (field.type === "function") add(field, `${value.name}.${key}`, "");
  }
  else if (value.type === "dict") for (const [key, item] of value.entries) if (item.type === "function") add(item, key, "");
  if (value.type !== "class") return;
  for (const [key, member] of value.members) if (member.type === "function") add(member, `${value.name}.${key}`, "", { owner: value });
}

/** What is empty when a program starts is filled while it runs. */
function leaveOpen(value: Value, depth: number): void {
  if (depth > MAXIMUM_PARTS_DEPTH) return;
  if ((value.type === "list" && value.items.length === 0 && value.shape !== "tuple") || (value.type === "dict" && value.entries.size === 0)) value.isOpen = true;
  if (value.type === "instance") for (const field of value.fields.values()) leaveOpen(field, depth + 1);
}

/** The next answers in depth-first order; undefined when all were tried. */
function nextWay(taken: readonly boolean[]): readonly boolean[] | undefined {
  const last = taken.lastIndexOf(true);
  return last === -1 ? undefined : [...taken.slice(0, last), false];
}

function endOf(error: unknown): Run["end"] {
  if (error instanceof SimulatedError) return "threw";
  if (error instanceof SimulatedExit) return "exited";
  // A stack too deep is a limit like any other.
  if (error instanceof OutOfSteps || error instanceof RangeError) return "cut";
  throw error;
}

function frameOf(machine: Machine, unit: ModuleUnit, scope: Scope): Frame {
  return { machine, unit, scope, self: undefined, callee: undefined, yielded: undefined };
}

function runFile(machine: Machine, unit: ModuleUnit): Value {
  execute(frameOf(machine, unit, new Scope()), 0);
  return nothing;
}

function runEntry(machine: Machine, entry: Entry, callee: FunctionValue): Value {
  const { tree } = callee.unit;
  const self = entry.owner === undefined ? undefined : makeInstance(machine, entry.owner);
  const skipsFirst = self !== undefined && callee.unit.dialect.declaresByAssignment;
  const isStatic = childrenOf(tree, callee.node, Role.Decorator).some((decorator) => /staticmethod/.test(tree.text.slice(tree.start[decorator], tree.end[decorator])));
  for (const [name, limit] of entry.limits) machine.limit((source) => isRoutePart(source, name), limit);
  machine.callDepth = 0;
  const sent = parametersOf(machine, callee);
  const positional = (isTyped(callee) ? conformAll(machine, callee, sent) : sent).slice(skipsFirst && !isStatic ? 1 : 0);
  if (!entry.before.every((step) => handsRequestOn(machine, step, positional))) return nothing;
  const runs = entry.runs ?? callee;
  const holder: FunctionValue = isStatic ? { ...runs, self: undefined } : runs;
  const result = runFunction(machine, holder, { positional, named: new Map() }, isStatic ? undefined : self);
  callIdle(machine);
  return machine.distrust === undefined ? result : callReturned(machine, result);
}

/** Functions that functions return. */
const MAXIMUM_RETURNED = 2;

/** Whoever gets a function back calls it. */
function callReturned(machine: Machine, result: Value): Value {
  let last = result;
  for (let depth = 0; last.type === "function" && depth < MAXIMUM_RETURNED; depth += 1) last = runFunction(machine, last, { positional: parametersOf(machine, last), named: new Map() }, last.self);
  return last;
}

/** Functions that were made for others to call. */
const MAXIMUM_IDLE = 8;

/** Calls what the run has made and not called: whoever got it may. */
function callIdle(machine: Machine): void {
  for (const [place, idle] of [...machine.idle].slice(0, MAXIMUM_IDLE)) {
    if (!machine.idle.has(place)) continue;
    runFunction(machine, idle, { positional: parametersOf(machine, idle), named: new Map() }, idle.self);
  }
}

/** What whoever may call a function gives it. */
function parametersOf(machine: Machine, callee: FunctionValue): Value[] {
  const { tree, dialect } = callee.unit;
  const given = (name: string, index: number): Value => fromCaller(name, name === "" ? `argument${index + 1}` : name, machine.distrust !== undefined);
  const parameters = childrenOf(tree, callee.node, Role.Parameter).map((parameter, index) => ownDefault(machine, callee, parameter) ?? given(nameOf(tree, parameter), index));
  // Those that it reads without naming them.
  const unnamed = !dialect.declaresByAssignment && tree.names.includes("arguments") ? Math.max(0, MAXIMUM_UNNAMED - parameters.length) : 0;
  return [...parameters, ...Array.from({ length: unnamed }, (_, index) => given("", parameters.length + index))];
}

const MAXIMUM_UNNAMED = 3;

/** Runs a function that stands before a handler: the request goes on where it calls `next` without an error, or takes none and answers nothing. */
function handsRequestOn(machine: Machine, step: FunctionValue, [request, response]: readonly Value[]): boolean {
  const names = childrenOf(step.unit.tree, step.node, Role.Parameter).map((parameter) => nameOf(step.unit.tree, parameter));
  const positional = [request ?? { type: "outside", path: names[0] ?? "req" }, response ?? reference(names[1] ?? "res"), reference(NEXT)] as const;
  const from = machine.events.length;
  runFunction(machine, step, { positional, named: new Map() }, step.self);
  const events = machine.events.slice(from);
  if (names.length < positional.length && /^re(?:s|sp|ply|sponse)$/.test(names[1] ?? "reply")) return !events.some(({ name }) => answers.test(name));
  return events.some(({ name, arguments: given }) => name === NEXT && given.positional.every(({ type }) => type === "nothing"));
}

const answers = /^re(?:s|sp|ply|sponse)\b.*\.(?:send|end|json|redirect)$/;
const NEXT = "next";
const MAXIMUM_PARTS_DEPTH = 3;

/** What a constructor is given: an object of the project's class that the parameter's type names, as containers inject it. */
function partOfProgram(machine: Machine, constructor: FunctionValue, parameter: NodeId, depth: number): Value {
  const { tree } = constructor.unit;
  const type = childOf(tree, parameter, Role.Type);
  const owner = type === noNode ? undefined : constructor.scope.get(textOf(tree, type).replace(/^:\s*/, ""));
  if (owner?.type === "class" && depth < MAXIMUM_PARTS_DEPTH) return makeInstance(machine, owner, depth + 1);
  const name = nameOf(tree, parameter);
  return ownDefault(machine, constructor, parameter) ?? (machine.distrust === undefined ? reference(name) : fromCaller(name, name, true));
}

/** An object of a class whose constructor was given parts of the program. */
function makeInstance(machine: Machine, owner: ClassValue, depth = 0): InstanceValue {
  const made: InstanceValue = { type: "instance", of: owner, fields: new Map() };
  const constructor = owner.members.get("constructor") ?? owner.members.get("__init__");
  if (constructor?.type === "function") {
    const { tree } = constructor.unit;
    const parameters = childrenOf(tree, constructor.node, Role.Parameter).filter((parameter) => nameOf(tree, parameter) !== "self");
    const positional = parameters.map((parameter) => partOfProgram(machine, constructor, parameter, depth));
    for (const [index, parameter] of parameters.entries()) {
      const value = positional[index];
      if (value !== undefined && hasFlag(tree, parameter, Flag.Private | Flag.Protected | Flag.Public | Flag.Readonly)) made.fields.set(nameOf(tree, parameter), value);
    }
    try {
      runFunction(machine, constructor, { positional, named: new Map() }, made);
    } catch (error) {
      if (!(error instanceof SimulatedError)) throw error;
    }
    machine.events.length = 0;
  }
  return made;
}
