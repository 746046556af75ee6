// Chooses the functions by which two versions of a project are compared, and the inputs that each is called with.

import type { Entry, Program } from "../../analyzers/symbolic/program.ts";
import { Kind } from "../../syntax/kinds.ts";
import { type SyntaxTree, nameOf } from "../../syntax/tree.ts";
import { type BehaviourInput, generateInputs } from "../../verification/behaviour/generate-inputs.ts";
import { type ParameterShape, parametersOf } from "../../verification/behaviour/parameters.ts";
import { gatherSeeds } from "../../verification/behaviour/seeds.ts";
import { type FoundBreach, viewEntry } from "../../verification/find-breaches.ts";
import type { FlawKind } from "../../verification/kinds/flaw-kind.ts";
import { callableOf, parameterOf } from "../proofs/plan-proofs.ts";

/** One function and what it is called with. */
export interface BehaviourPlan {
  readonly file: string;
  readonly callable: string;
  /** Of the program in `rules/proofs` that calls it. */
  readonly language: string;
  readonly inputs: readonly BehaviourInput[];
  readonly leftOut: number;
  /** Files that it may ask for. */
  readonly names: readonly string[];
  /** Commands that it may start. */
  readonly programs: readonly string[];
}

export interface PlanRequest {
  readonly program: Program;
  /** Files of the change. */
  readonly paths: readonly string[];
  /** 1-based lines of the original that the change touches, by file. */
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>;
  /** Attacks that got through: where they come in leads through what is mended. */
  readonly breaches: readonly FoundBreach[];
  /** Of the flaw that is mended; empty for none. */
  readonly kinds: readonly FlawKind[];
  /** Parsed tests, whose constants and calls tell what is usual. */
  readonly tests: readonly SyntaxTree[];
}

const MAXIMUM_FUNCTIONS = 3;
const INPUTS = 120;
const MAXIMUM_NAMES = 40;
const MAXIMUM_PROGRAMS = 40;

export function planBehaviour(request: PlanRequest): BehaviourPlan[] {
  const plans = new Map<string, BehaviourPlan>();
  const changed = request.kinds.some(({ isOfForm }) => isOfForm === true) ? [] : changedEntries(request);
  for (const entry of [...request.breaches.map(({ entry }) => entry), ...changed]) {
    const callable = callableOf(entry);
    const key = `${entry.path} ${callable ?? ""}`;
    if (callable === undefined || entry.callee === undefined || plans.has(key) || plans.size === MAXIMUM_FUNCTIONS) continue;
    const plan = planFunction(request, entry, callable);
    if (plan !== undefined) plans.set(key, plan);
  }
  return [...plans.values()];
}

/** The functions that a changed line stands in. */
function changedEntries({ program, paths, lines }: PlanRequest): Entry[] {
  return paths.flatMap((path) => program.entriesOf(path)).filter(({ path, callee }) => {
    if (callee === undefined || callee.unit.path !== path) return false;
    const { tree } = callee.unit;
    const first = lineAt(tree, tree.start[callee.node]!);
    const last = lineAt(tree, tree.end[callee.node]!);
    return [...(lines.get(path) ?? [])].some((line) => line >= first && line <= last);
  });
}

function lineAt({ text }: SyntaxTree, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function planFunction(request: PlanRequest, entry: Entry, callable: string): BehaviourPlan | undefined {
  const { kinds, tests } = request;
  const callee = entry.callee!;
  const { tree } = callee.unit;
  const parameters = waysIn(request, entry);
  if (parameters.length === 0) return undefined;
  const words = wordsIn(tree);
  const isAttack = (text: string): boolean => kinds.some((kind) => kind.attackText?.test(text) === true || (kind.isAttackedByWords === true && words.has(text.toLowerCase())));
  const seeds = gatherSeeds([...tests, tree], callable);
  const { inputs, leftOut } = generateInputs({ parameters, seeds, seed: hashOf(`${entry.path} ${callable}`), count: INPUTS, isAttack });
  const names = kinds.some(({ namesFiles }) => namesFiles === true) ? inputs.flatMap(({ value }) => (typeof value === "string" && /^[\w-]+(?:\.[\w-]+)*$/.test(value) ? [value] : [])) : [];
  return { file: entry.path, callable, language: callee.unit.tree.language, inputs, leftOut, names: [...new Set(names)].slice(0, MAXIMUM_NAMES), programs: programsIn([tree, ...request.paths.flatMap((path) => request.program.units.get(path)?.tree ?? [])]) };
}

/** Plain parameters, those fields of one through which attacks come, and what a request brings. */
function waysIn({ program, breaches }: PlanRequest, entry: Entry): ParameterShape[] {
  const callee = entry.callee!;
  const plain = parametersOf(callee.unit.tree, callee.node);
  const isField = (path: string): boolean => plain.some((parameter) => path.startsWith(`${parameter.path}.`));
  const attacked = breaches.flatMap((breach) => (breach.entry.id === entry.id ? [breach.source] : []));
  const sent = [...viewEntry(program, entry).sources.filter((source) => isRequest.test(source)), ...attacked].flatMap((source) => {
    const path = parameterOf(source);
    return path !== undefined && (isRequest.test(path) || isField(path)) ? [path] : [];
  });
  const fields = [...new Set(sent)].sort();
  const whole = plain.filter(({ path }) => !fields.some((field) => field.startsWith(`${path}.`)));
  return [...whole, ...fields.map((path): ParameterShape => ({ path, type: "text", itemType: "any" }))];
}

const isRequest = /^(?:flask\.)?_?req(?:uest)?\./;

/** The words of the texts that are more than a word. */
function wordsIn(tree: SyntaxTree): Set<string> {
  return new Set(textsIn(tree).filter((text) => /\s/.test(text)).flatMap((text) => text.toLowerCase().match(/[a-z_]\w*/g) ?? []));
}

/** Programs that do the same on every machine. */
const everywhere = new Set("awk base64 basename bash cat chmod cmp cp cut date diff dirname echo env expr false find grep gunzip gzip head id kill ln ls make mkdir mktemp mv nl node npm npx od paste pip pip3 printf ps pwd python python3 rm rmdir sed seq sh sleep sort stat tail tar tee test touch tr true uname uniq unzip wc which xargs zip".split(" "));

/** What begins a text may be a command. What other programs say depends on the machine: they are stood in for. */
function programsIn(trees: readonly SyntaxTree[]): string[] {
  const named = trees.flatMap(textsIn).flatMap((text) => /^\s*([a-z][\w+-]{0,19})(?=\s|$)/.exec(text)?.[1] ?? []);
  return [...new Set(named)].filter((name) => !everywhere.has(name)).slice(0, MAXIMUM_PROGRAMS);
}

function textsIn(tree: SyntaxTree): string[] {
  const texts: string[] = [];
  for (let node = 0; node < tree.size; node += 1) if (tree.kind[node] === Kind.String || tree.kind[node] === Kind.StringPart) texts.push(nameOf(tree, node));
  return texts;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash;
}
