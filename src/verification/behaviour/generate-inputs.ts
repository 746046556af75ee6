// Makes the inputs by which two versions of a function are compared: seeded, so that each run makes the same.

import type { ParameterShape, ValueType } from "./parameters.ts";
import type { Plain, Seeds } from "./seeds.ts";

/** One call. */
export interface BehaviourInput {
  /** The parameter that is asked about, as the program reads it. */
  readonly parameter: string;
  readonly value: Plain;
  /** What the function's other parameters are given. */
  readonly others: Readonly<Record<string, Plain>>;
  /** True where the function is known to take such a value: its failure is then the function's own. */
  readonly isNatural: boolean;
}

export interface InputsRequest {
  readonly parameters: readonly ParameterShape[];
  readonly seeds: Seeds;
  /** The same seed makes the same inputs. */
  readonly seed: number;
  readonly count: number;
  /** True for a text that belongs to an attack on the flaw at hand. */
  readonly isAttack: (text: string) => boolean;
}

export interface GeneratedInputs {
  readonly inputs: readonly BehaviourInput[];
  /** Those that belong to an attack. */
  readonly leftOut: number;
}

/** How often a value may be made that is there already, for one that is wanted. */
const TRIES = 6;

/** Distinct inputs, at most so many; fewer where the parameters have no more values. */
export function generateInputs({ parameters, seeds, seed, count, isAttack }: InputsRequest): GeneratedInputs {
  const random = createRandom(seed);
  const makers = parameters.map((parameter, place) => createMaker(parameter, place, seeds, random));
  const made = new Map<string, BehaviourInput>();
  const leftOut = new Set<string>();
  for (let turn = 0; turn < count * TRIES && made.size < count && makers.length > 0; turn += 1) {
    const focus = turn % makers.length;
    const value = makers[focus]!.next();
    const others = Object.fromEntries(parameters.flatMap(({ path }, place): [string, Plain][] => (place === focus || path.includes(".") ? [] : [[path, makers[place]!.usual()]])));
    const { path } = parameters[focus]!;
    const key = JSON.stringify([path, value, others]);
    if ([value, ...Object.values(others)].some((one) => holdsAttack(one, isAttack))) leftOut.add(key);
    else made.set(key, { parameter: path, value, others, isNatural: makers[focus]!.isNatural(value) });
  }
  return { inputs: [...made.values()], leftOut: leftOut.size };
}

function holdsAttack(value: Plain, isAttack: (text: string) => boolean): boolean {
  if (typeof value === "string") return isAttack(value);
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? value.some((item: Plain) => holdsAttack(item, isAttack)) : Object.entries(value).some(([name, one]) => isAttack(name) || holdsAttack(one as Plain, isAttack));
}

type Random = (below: number) => number;

/** A repeatable row of numbers (mulberry32). */
function createRandom(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Maker {
  readonly next: () => Plain;
  /** One that the function most likely takes. */
  readonly usual: () => Plain;
  readonly isNatural: (value: Plain) => boolean;
}

function createMaker(parameter: ParameterShape, place: number, seeds: Seeds, random: Random): Maker {
  const name = parameter.path.slice(parameter.path.lastIndexOf(".") + 1);
  const isSent = parameter.path.includes(".");
  const own = [...seeds.calls.flatMap((values) => (isSent || values[place] === undefined ? [] : [values[place]])), ...(seeds.byName.get(name) ?? [])];
  const type = parameter.type === "any" && isSent ? "text" : parameter.type;
  const examples = own.filter((value) => type === "any" || fits(value, type));
  const types = new Set(examples.map(typeOf));
  const values: Values = { random, seeds, itemType: parameter.itemType };
  const rows = [examples, ...(type === "any" && types.size > 0 ? [...types] : type === "any" ? mixed : [type]).map((one) => boundaries(one, values))];
  const known = [...new Map(rows.flat().map((value) => [JSON.stringify(value), value])).values()];
  let turn = 0;
  const fresh = (): Plain => (examples.length > 0 && random(3) === 0 ? varied(pick(examples, random), values) : randomOf(type === "any" ? (types.size > 0 ? pick([...types], random) : pick(mixed, random)) : type, values));
  return {
    next: () => known[turn++] ?? fresh(),
    usual: () => (examples.length > 0 ? pick(examples, random) : pick(known.slice(0, MAXIMUM_USUAL), random)),
    isNatural: (value) => (type === "any" ? types.has(typeOf(value)) : fits(value, type)),
  };
}

const MAXIMUM_USUAL = 8;
/** What a parameter of which nothing is known is given, most of it text. */
const mixed: readonly ValueType[] = ["text", "whole", "text", "number", "text", "object", "list"];

function typeOf(value: Plain): ValueType {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return Number.isInteger(value) ? "whole" : "number";
  if (typeof value === "boolean") return "boolean";
  return Array.isArray(value) ? "list" : value === null ? "any" : "object";
}

function fits(value: Plain, type: ValueType): boolean {
  const own = typeOf(value);
  return own === type || (own === "whole" && type === "number");
}

interface Values {
  readonly random: Random;
  readonly seeds: Seeds;
  readonly itemType: ValueType;
}

const plainTexts = ["text", "7", "report.txt", "a", "Text With Spaces", "", " ", "0", "-1", "3.5", "1e3", "äöü", "日本", "user@example.com", "a.b-c_d", "/", "/home", "/a/b?x=1", "2024-02-29", "true", "TRUE", "null", "42abc", " padded ", "x".repeat(300)];
const wholes = [1, 0, 2, 7, 10, -1, 100, 99, 255, 256, 1000, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, -(2 ** 31)];
const fractions = [0.5, 1.5, -2.25, 0.1, 1e-9, 1e6];

/** The values that stand at the edges, with the program's own constants and their neighbours. */
function boundaries(type: ValueType, { seeds, itemType, random }: Values): readonly Plain[] {
  if (type === "text") return [...plainTexts.slice(0, 5), ...seeds.texts, ...plainTexts.slice(5)];
  if (type === "boolean") return [true, false];
  const numbers = [...wholes, ...seeds.numbers.flatMap((value) => [value, value + 1, value - 1])];
  if (type === "whole") return numbers.filter((value) => Number.isInteger(value));
  if (type === "number") return [...numbers, ...fractions];
  if (type === "list") return [[], ...[1, 2, 3].map((length) => Array.from({ length }, () => randomOf(itemOf(itemType), { seeds, itemType, random })))];
  return type === "object" ? [{}] : [null];
}

function itemOf(type: ValueType): ValueType {
  return type === "any" || type === "list" ? "text" : type;
}

const letters = "abcdefghijklmnopqrstuvwxyz";
const signs = `${letters}${letters.toUpperCase()}0123456789-_. `;

function randomOf(type: ValueType, values: Values): Plain {
  const { random, seeds, itemType } = values;
  if (type === "text") {
    const alphabet = random(4) === 0 ? signs : letters;
    return Array.from({ length: 1 + random(12) }, () => alphabet[random(alphabet.length)]).join("");
  }
  if (type === "boolean") return random(2) === 0;
  if (type === "whole") return random(3) === 0 ? random(1_000_000) - 500_000 : random(200);
  if (type === "number") return (random(2_000_000) - 1_000_000) / 1000;
  if (type === "list") return Array.from({ length: random(5) }, () => randomOf(itemOf(itemType), values));
  if (type !== "object") return null;
  const names = seeds.texts.filter((text) => /^[A-Za-z_]\w{0,20}$/.test(text));
  return Object.fromEntries(Array.from({ length: random(4) }, () => [names.length > 0 && random(2) === 0 ? pick(names, random) : String(randomOf("text", values)), randomOf(pick(["text", "whole", "boolean"] as const, random), values)]));
}

/** A value near another one. */
function varied(value: Plain, values: Values): Plain {
  const { random } = values;
  if (typeof value === "number") return value + pick([1, -1, 10, 0.5].slice(0, Number.isInteger(value) ? 3 : 4), random);
  if (typeof value !== "string" || value === "") return randomOf(typeOf(value), values);
  const at = random(value.length);
  const letter = signs[random(signs.length)]!;
  return pick([value.slice(0, at) + letter + value.slice(at + 1), value.slice(0, at) + value.slice(at + 1), value.slice(0, at) + letter + value.slice(at), value.toUpperCase(), value + value, value.slice(0, at)], random);
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)]!;
}
