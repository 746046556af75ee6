// The gate of a compiled rule: found once, when the registry is made.

import type { Gate } from "../../../rule-kit/gate.ts";
import type { CompiledCondition, CompiledFormula, CompiledLeaf } from "../formula/compiled.ts";
import { type MatchNode, isMetavariable } from "../view/match-node.ts";
import type { CompiledRule } from "./compile-rule.ts";

/** True for every file of the rule's language where it could match, and for few others. */
export function gateOf(rule: CompiledRule): Gate {
  const formulas = rule.formula === undefined ? [] : [rule.formula];
  const lists = [rule.taint?.sinks, rule.taint?.sources].filter((list) => list !== undefined);
  return all([...formulas.map((formula) => ofFormula(formula)), ...lists.map((list) => any(list.map((one) => ofFormula(one.formula))))]);
}

/** The names that a condition leaves to a metavariable. */
type Allowed = ReadonlyMap<string, readonly string[]>;

function ofFormula(formula: CompiledFormula, around: Allowed = new Map()): Gate {
  const own = formula.conditions.flatMap((condition) => allowedBy(condition));
  const allowed: Allowed = own.length === 0 ? around : new Map([...around, ...own]);
  return all([ofBody(formula, allowed), ...own.map(([, names]) => any(names))]);
}

function ofBody(formula: CompiledFormula, allowed: Allowed): Gate {
  const inner = (part: CompiledFormula): Gate => ofFormula(part, allowed);
  switch (formula.type) {
    case "leaf":
      return all([...formula.leaf.words, ...nodesOf(formula.leaf).flatMap((node) => [...modulesOf(node), ...shapesOf(node, allowed)])]);
    case "and":
      return all(formula.parts.map(inner));
    case "or":
      return any(formula.parts.map(inner));
    case "not":
      return open;
    default:
      return inner(formula.part);
  }
}

/** `^(a|b)$`: what matches is a name or a string, and tells it. */
function allowedBy(condition: CompiledCondition): [string, readonly string[]][] {
  if (condition.type !== "regex" || condition.condition.useConstants) return [];
  const { metavariable, regex } = condition.condition;
  const names = /^\^\(((?:\w+\|)*\w+)\)\$$/.exec(regex)?.[1]?.split("|");
  return names === undefined ? [] : [[metavariable, names]];
}

/** Members, decorators and taken properties whose metavariables may have few names only. */
function shapesOf(node: MatchNode, allowed: Allowed): Gate[] {
  if (node.tag === "NamedAttribute" || node.tag === "OtherAttribute") {
    const called = node.kids[0]!.tag === "Call" ? node.kids[0]!.kids[0]! : node.kids[0]!;
    const names = allowed.get(lastOf(called) ?? "");
    return names === undefined ? [] : [{ decorator: names }];
  }
  if (node.tag === "PatternParameter") {
    const keys = below(node).filter(({ tag }) => tag === "Entity").map((entity) => allowed.get(lastOf(entity.kids[0]!) ?? ""));
    return keys.flatMap((names) => (names === undefined ? [] : [{ taken: names }]));
  }
  if (node.tag !== "Dot") return [];
  const [owner, member] = [lastOf(node.kids[0]!), lastOf(node.kids[1]!)];
  if (owner === undefined || member === undefined || !(allowed.has(owner) || allowed.has(member))) return [];
  const [of, members] = [owner, member].map((name) => allowed.get(name) ?? (isMetavariable(name) ? undefined : [name]));
  return of === undefined || members === undefined ? [] : [{ member: members, of }];
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

/** All nodes of a pattern of code. */
function nodesOf(leaf: CompiledLeaf): MatchNode[] {
  if (leaf.type !== "code" || leaf.pattern.root.type === "nothing") return [];
  const { root } = leaf.pattern;
  return (root.type === "statements" ? root.nodes : [root.node]).flatMap(below);
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
