// The words that a file must hold for a rule to have a chance on it, found once when the registry is made.

import type { CompiledFormula } from "../formula/compiled.ts";
import type { CompiledRule } from "./compile-rule.ts";

/** Groups of words, one of each must occur; no groups where a rule may match anywhere. */
export function gateWords(rule: CompiledRule): string[][] {
  const formulas = rule.formula === undefined ? [] : [rule.formula];
  const sources = rule.taint?.sources.map(({ formula }) => formula) ?? [];
  const sinks = rule.taint?.sinks.map(({ formula }) => formula) ?? [];
  const groups = [...formulas.map(groupOf), unionOf(sources), unionOf(sinks)].filter((group) => group !== undefined);
  return groups.filter((group) => group.length > 0).map((group) => [...new Set(group)].sort());
}

function unionOf(formulas: readonly CompiledFormula[]): string[] | undefined {
  const groups = formulas.map(groupOf);
  return groups.length === 0 || groups.includes(undefined) ? undefined : groups.flatMap((group) => group ?? []);
}

/** One of these words stands in every match; undefined where none can be named. */
function groupOf(formula: CompiledFormula): string[] | undefined {
  switch (formula.type) {
    case "leaf": {
      // The last word is the most telling one: a method rather than the module it is of.
      const word = formula.leaf.words.at(-1);
      return word === undefined ? undefined : [word];
    }
    case "or":
      return unionOf(formula.parts);
    case "and": {
      const groups = formula.parts.map(groupOf).filter((group) => group !== undefined);
      return groups.sort((left, right) => left.length - right.length)[0];
    }
    case "not":
      return undefined;
    default:
      return groupOf(formula.part);
  }
}
