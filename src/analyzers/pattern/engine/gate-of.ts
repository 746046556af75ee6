// The gate of a compiled rule: found once, when the registry is made.

import type { Gate } from "../../../rule-kit/gate.ts";
import type { PatternRoot } from "../dialects/dialect.ts";
import type { CompiledCondition, CompiledFormula } from "../formula/compiled.ts";
import type { MatchNode } from "../view/match-node.ts";
import type { CompiledRule } from "./compile-rule.ts";

/** True for every file of the rule's language where it could match, and for few others. */
export function gateOf(rule: CompiledRule): Gate {
  const formulas = rule.formula === undefined ? [] : [rule.formula];
  const hasFieldsByString = rule.language !== "python";
  const gate = (formula: CompiledFormula): Gate => ofFormula(formula, hasFieldsByString);
  const lists = [rule.taint?.sinks, rule.taint?.sources].filter((list) => list !== undefined);
  return all([...formulas.map(gate), ...lists.map((list) => any(list.map((one) => gate(one.formula))))]);
}

function ofFormula(formula: CompiledFormula, hasFieldsByString: boolean): Gate {
  return all([ofBody(formula, hasFieldsByString), ...(hasFieldsByString ? [] : formula.conditions.map((condition) => ofCondition(condition, formula)))]);
}

function ofBody(formula: CompiledFormula, hasFieldsByString: boolean): Gate {
  switch (formula.type) {
    case "leaf":
      return all(formula.leaf.words);
    case "and":
      return all(formula.parts.map((part) => ofFormula(part, hasFieldsByString)));
    case "or":
      return any(formula.parts.map((part) => ofFormula(part, hasFieldsByString)));
    case "not":
      return open;
    default:
      return ofFormula(formula.part, hasFieldsByString);
  }
}

/** `^(a|b)$` of what stands after a dot: one of these names occurs. */
function ofCondition(condition: CompiledCondition, formula: CompiledFormula): Gate {
  if (condition.type !== "regex") return open;
  const { metavariable, regex } = condition.condition;
  const names = /^\^\(((?:\w+\|)*\w+)\)\$$/.exec(regex)?.[1]?.split("|");
  return names === undefined || !isField(metavariable, formula) ? open : any(names);
}

/** Whether every match binds the metavariable to a name after a dot. */
function isField(metavariable: string, formula: CompiledFormula): boolean {
  switch (formula.type) {
    case "leaf":
      return formula.leaf.type === "code" && rootsOf(formula.leaf.pattern.root).some((node) => holdsField(metavariable, node));
    case "and":
      return formula.parts.some((part) => isField(metavariable, part));
    case "or":
      return formula.parts.every((part) => isField(metavariable, part));
    case "not":
      return false;
    default:
      return isField(metavariable, formula.part);
  }
}

function rootsOf(root: PatternRoot): readonly MatchNode[] {
  if (root.type === "nothing") return [];
  return root.type === "statements" ? root.nodes : [root.node];
}

function holdsField(metavariable: string, node: MatchNode): boolean {
  const field = node.tag === "Dot" ? node.kids[1] : undefined;
  return (field?.tag === "Name" && field.text === metavariable) || node.kids.some((kid) => holdsField(metavariable, kid));
}

/** Groups of words, one of each must occur, for the first and quickest look: never stricter than the gate. */
export function wordGroups(gate: Gate): string[][] {
  const parts = typeof gate !== "string" && "all" in gate ? gate.all : [gate];
  return parts.map(groupOf).filter((group) => group !== undefined).map((group) => [...new Set(group)].sort());
}

/** One of these words is there where the gate is open; undefined where none can be named. */
function groupOf(gate: Gate): string[] | undefined {
  if (typeof gate === "string") return [gate];
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
