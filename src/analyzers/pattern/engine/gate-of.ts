// The gate of a compiled rule: found once, when the registry is made.

import type { Gate } from "../../../rule-kit/gate.ts";
import type { CompiledCondition, CompiledFormula, CompiledLeaf } from "../formula/compiled.ts";
import { regexOf } from "../match/match-literal.ts";
import { textsOf } from "../regex/enumerate.ts";
import { nameRegexOf } from "../regex/name-regex.ts";
import { type MatchNode, isEllipsisMetavariable, isMetavariable } from "../view/match-node.ts";
import type { CompiledRule } from "./compile-rule.ts";
import { functionsNamed, structureOf } from "./structure-of.ts";

/** True for every file of the rule's language where it could match, and for few others. */
export function gateOf(rule: CompiledRule): Gate {
  const formulas = rule.formula === undefined ? [] : [rule.formula];
  const lists = [rule.taint?.sinks, rule.taint?.sources].filter((list) => list !== undefined);
  // Words of a shell are not told from strings, which may be put together there.
  const look: Look = { allowed: new Map(), hasWholeStrings: rule.language !== "bash", selves: new Set() };
  return all([...formulas.map((formula) => ofFormula(formula, look)), ...lists.map((list) => any(list.map((one) => ofFormula(one.formula, look))))]);
}

/** The names that a condition leaves to a metavariable. */
type Allowed = ReadonlyMap<string, readonly string[]>;

interface Look {
  readonly allowed: Allowed;
  /** True where a string of a pattern stands in the file as it is. */
  readonly hasWholeStrings: boolean;
  /** The metavariables that are the name of a function around the code. */
  readonly selves: ReadonlySet<string>;
}

function ofFormula(formula: CompiledFormula, around: Look): Gate {
  const own = formula.conditions.flatMap((condition) => allowedBy(condition));
  const look = own.length === 0 ? around : { ...around, allowed: new Map([...around.allowed, ...own]) };
  const named = leavesTextToMetavariables(formula) ? [] : formula.conditions.flatMap(nameAskedBy);
  const values = formula.conditions.map((condition) => (condition.type === "pattern" && condition.language === undefined ? ofFormula(condition.formula, { ...look, allowed: new Map(), selves: new Set() }) : open));
  return all([ofBody(formula, look), ...own.map(([, names]) => any(names)), ...named, ...values]);
}

function ofBody(formula: CompiledFormula, look: Look): Gate {
  const inner = (part: CompiledFormula): Gate => ofFormula(part, look);
  switch (formula.type) {
    case "leaf":
      return all([...formula.leaf.words, ...nodesOf(formula.leaf).flatMap((node) => ofNode(node, look))]);
    case "and":
      return all(formula.parts.map((part) => ofFormula(part, { ...look, selves: new Set([...look.selves, ...formula.parts.flatMap(functionsAround)]) })));
    case "or":
      return any(formula.parts.map(inner));
    case "not":
      return open;
    default:
      return inner(formula.part);
  }
}

/** Metavariables that a conjunct binds, in each of its alternatives, to the name of a function around the match. */
function functionsAround(formula: CompiledFormula): string[] {
  if (formula.type === "inside") return formula.part.type === "leaf" ? functionsNamed(rootsOf(formula.part.leaf)) : [];
  if (formula.type !== "or") return [];
  const [first, ...others] = formula.parts.map(functionsAround);
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)));
}

function ofNode(node: MatchNode, look: Look): Gate[] {
  return [...modulesOf(node), ...(look.hasWholeStrings ? literalsOf(node) : []), ...structureOf(node, look.selves), ...shapesOf(node, look.allowed)];
}

/** `^(a|b)$`, `^(self[.])?(a|b)$`: what matches ends in a name or a string of these, which tells it. */
function allowedBy(condition: CompiledCondition): [string, readonly string[]][] {
  if (condition.type !== "regex" || condition.condition.useConstants) return [];
  const { metavariable, regex } = condition.condition;
  const names = textsOf(regex)?.map((text) => /^(?:\w+\.)*(\w+)$/.exec(text)?.[1]);
  return names === undefined || !names.every((name) => name !== undefined && !isNoName(name)) ? [] : [[metavariable, [...new Set(names as string[])]]];
}

/** True where a metavariable may stand for what is between quotes, of which a file's names tell nothing. */
function leavesTextToMetavariables(formula: CompiledFormula): boolean {
  if (formula.type === "leaf") return formula.leaf.type !== "code" || nodesOf(formula.leaf).some(({ tag, text }) => tag === "Literal" && isMetavariable(text));
  return (formula.type === "and" || formula.type === "or" ? formula.parts : [formula.part]).some(leavesTextToMetavariables);
}

/** `(?i)^\w*token$`: what matches is a name. */
function nameAskedBy(condition: CompiledCondition): Gate[] {
  if (condition.type !== "regex" || condition.condition.useConstants || textsOf(condition.condition.regex) !== undefined) return [];
  const named = nameRegexOf(condition.condition.regex);
  return named === undefined ? [] : [{ named }];
}

/** Constants and numbers are no names of a file. */
function isNoName(text: string): boolean {
  return /^(?:\d.*|True|False|None|Ellipsis|true|false|null|undefined|this|super)$/.test(text);
}

/** Members, decorators and taken properties whose metavariables may have few names only. */
function shapesOf(node: MatchNode, allowed: Allowed): Gate[] {
  if (node.tag === "NamedAttribute" || node.tag === "OtherAttribute") {
    const called = node.kids[0]!.tag === "Call" ? node.kids[0]!.kids[0]! : node.kids[0]!;
    const names = allowed.get(lastOf(called) ?? "");
    return names === undefined ? [] : [{ decorator: names }];
  }
  if (node.tag === "PatternParameter") {
    const keys = below(node).filter(({ tag }) => tag === "Entity").map((entity) => namesOf(lastOf(entity.kids[0]!), allowed));
    return keys.flatMap((names) => (names === undefined ? [] : [{ taken: names }]));
  }
  if (node.tag !== "Dot") return [];
  const [owner, member] = [lastOf(node.kids[0]!), lastOf(node.kids[1]!)];
  if (owner === undefined || member === undefined || !(allowed.has(owner) || allowed.has(member))) return [];
  const [of, members] = [owner, member].map((name) => namesOf(name, allowed));
  return of === undefined || members === undefined ? [] : [{ member: members, of }];
}

/** The names that may stand for one of a pattern; undefined for any. */
function namesOf(name: string | undefined, allowed: Allowed): readonly string[] | undefined {
  if (name === undefined) return undefined;
  return allowed.get(name) ?? (isMetavariable(name) || !/^\w+$/.test(name) ? undefined : [name]);
}

function lastOf(node: MatchNode): string | undefined {
  const last = node.tag === "Dot" ? node.kids[1]! : node;
  return last.tag === "Name" ? last.text : undefined;
}

/** The words of the module that a node imports, by `import` or `require`. */
function modulesOf(node: MatchNode): string[] {
  const isImport = node.tag === "ImportFrom" || node.tag === "ImportAs" || node.tag === "ImportAll";
  const [callee, argument] = node.tag === "Call" ? node.kids : [];
  const isRequire = callee?.tag === "Special" && callee.sub === "Require" && argument?.tag === "Literal" && argument.sub === "string";
  const module = isImport && node.sub === "file" ? node.text : isRequire ? argument.text : "";
  return /^[\w@./:-]+$/.test(module) ? (module.match(/\w+/g) ?? []) : [];
}

/** The words of a string, or of a key that must be written as one, that stands in the file whole. */
function literalsOf(node: MatchNode): string[] {
  if (node.tag === "Name" && /^\w+(?:-\w+)+$/.test(node.text)) return node.text.split("-");
  if (node.tag !== "Literal" || node.sub !== "string" || node.text.length > maxLiteral) return [];
  const isOpenText = node.text.includes("...") || isMetavariable(node.text) || isEllipsisMetavariable(node.text) || regexOf(node.text) !== undefined;
  return isOpenText ? [] : (node.text.match(/\w+/g) ?? []);
}

/** Longer strings of a file are not taken apart into words. */
const maxLiteral = 200;

/** All nodes of a pattern of code. */
function nodesOf(leaf: CompiledLeaf): MatchNode[] {
  return rootsOf(leaf).flatMap(below);
}

function rootsOf(leaf: CompiledLeaf): readonly MatchNode[] {
  if (leaf.type !== "code" || leaf.pattern.root.type === "nothing") return [];
  const { root } = leaf.pattern;
  return root.type === "statements" ? root.nodes : [root.node];
}

/** A node and all below it. */
function below(node: MatchNode): MatchNode[] {
  return [node, ...node.kids.flatMap(below)];
}

/** Groups of words, one of each must occur, for the first and quickest look: never stricter than the gate. */
export function wordGroups(gate: Gate): string[][] {
  const parts = typeof gate !== "string" && "all" in gate ? gate.all : [gate];
  return parts.map(groupOf).filter((group) => group !== undefined).map((group) => [...new Set(group)].sort());
}

/** One of these words is there where the gate is open; undefined where none can be named. */
function groupOf(gate: Gate): string[] | undefined {
  if (typeof gate === "string") return [gate];
  if ("member" in gate) return [...gate.member];
  if ("decorator" in gate) return [...gate.decorator];
  if ("taken" in gate) return [...gate.taken];
  if ("structure" in gate || "named" in gate) return undefined;
  if ("all" in gate) return shortest(gate.all.map(groupOf).filter((group) => group !== undefined));
  const groups = gate.any.map(groupOf);
  return groups.includes(undefined) ? undefined : groups.flatMap((group) => group ?? []);
}

/** Of groups of one length the last one, which tells the most: a method rather than the module it is of. */
function shortest(groups: readonly string[][]): string[] | undefined {
  return groups.reduce<string[] | undefined>((best, group) => (best === undefined || group.length <= best.length ? group : best), undefined);
}

const open: Gate = { all: [] };

function isAlwaysOpen(gate: Gate): boolean {
  return typeof gate !== "string" && "all" in gate && gate.all.length === 0;
}

function all(gates: readonly Gate[]): Gate {
  const parts = gates.flatMap((gate) => (typeof gate !== "string" && "all" in gate ? gate.all : [gate]));
  return parts.length === 1 ? parts[0]! : { all: distinct(parts) };
}

function any(gates: readonly Gate[]): Gate {
  if (gates.some(isAlwaysOpen)) return open;
  const parts = gates.flatMap((gate) => (typeof gate !== "string" && "any" in gate ? gate.any : [gate]));
  return parts.length === 1 ? parts[0]! : { any: distinct(parts) };
}

function distinct(gates: readonly Gate[]): Gate[] {
  return [...new Map(gates.map((gate) => [JSON.stringify(gate), gate])).values()];
}
