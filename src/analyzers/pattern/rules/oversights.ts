// Finds what a rule that loads says without effect: names that nothing binds, operators that nobody reads.

import { editDistance } from "./read-formula.ts";
import type { Condition, Formula, Rule } from "./rule.ts";
import type { RuleProblem, YamlPosition } from "./yaml-value.ts";

const metavariables = /\$(?:\.\.\.)?[A-Z][A-Z_0-9]*/g;
const namedGroups = /\(\?P?<([A-Za-z_]\w*)>/g;

/** What the author of a rule most likely did not mean, each with its place. */
export function oversightsOf(rule: Rule): RuleProblem[] {
  const hints: RuleProblem[] = rule.overlooked.map(({ key, position }) => at(position, `\`${key}\` has no effect here: of a rule's operators one alone is read. Join them in \`patterns:\` or \`match: all:\`.`));
  const formulas = formulasOf(rule);
  for (const formula of formulas) hints.push(...unboundIn(formula, new Set()));
  const bound = new Set(formulas.flatMap((formula) => [...bindingsOf(formula)]));
  for (const [what, text] of [["message", rule.message], ["fix", rule.fix]] as const) {
    for (const name of namesIn(text ?? "")) {
      if (!bound.has(name) && isLikelyMeant(name, bound)) hints.push(at(rule.position, unbound(name, what, bound)));
    }
  }
  return hints;
}

function unbound(name: string, what: string, bound: ReadonlySet<string>): string {
  const part = [...bound].filter((other) => name.startsWith(other)).sort((left, right) => right.length - left.length)[0];
  const meaning = part === undefined ? "stays as it is written" : `is read as \`${part}\` with \`${name.slice(part.length)}\` behind it`;
  return `\`${name}\` in \`${what}\` ${meaning}: no pattern of the rule binds it.`;
}

function at({ line, column }: YamlPosition, message: string): RuleProblem {
  return { line, column, message };
}

function formulasOf({ detection }: Rule): Formula[] {
  if (detection.mode === "search") return [detection.formula];
  const { sources, sinks, sanitizers, propagators } = detection.taint;
  return [...sources, ...sinks, ...sanitizers, ...propagators].map(({ formula }) => formula);
}

/** Conditions and focuses on names that neither their own formula nor one around it binds. */
function unboundIn(formula: Formula, around: ReadonlySet<string>): RuleProblem[] {
  const bound = new Set([...around, ...bindingsOf(formula)]);
  const hints: RuleProblem[] = [];
  for (const condition of formula.conditions) {
    for (const name of namesOf(condition)) {
      if (!bound.has(name)) hints.push(at(condition.position, `This can never hold: no pattern beside it binds \`${name}\`.`));
    }
    if (condition.type === "pattern") hints.push(...unboundIn(condition.formula, bound));
  }
  for (const name of formula.focus.flat()) {
    if (!isNumbered(name) && !bound.has(name)) hints.push(at(formula.position, `\`focus-metavariable\` names \`${name}\`, which no pattern beside it binds.`));
  }
  return [...hints, ...partsOf(formula).flatMap((part) => unboundIn(part, bound))];
}

function partsOf(formula: Formula): readonly Formula[] {
  if (formula.type === "leaf") return [];
  return formula.type === "and" || formula.type === "or" ? formula.parts : [formula.part];
}

/** What a match of the formula has values for. */
function bindingsOf(formula: Formula): Set<string> {
  const bound = new Set(formula.as === undefined ? [] : [formula.as]);
  if (formula.type === "leaf") for (const name of namesOfPattern(formula.leaf.text, formula.leaf.type)) bound.add(name);
  else if (formula.type !== "not") for (const part of partsOf(formula)) for (const name of bindingsOf(part)) bound.add(name);
  for (const condition of formula.conditions) {
    if (condition.type === "pattern") for (const name of bindingsOf(condition.formula)) bound.add(name);
    if (condition.type === "regex") for (const name of namesOfPattern(condition.regex, "regex")) bound.add(name);
  }
  return bound;
}

/** Where a value is read as a regular expression, its pattern stands in the place of code. */
function namesOfPattern(text: string, type: "code" | "regex"): string[] {
  const groups = [...text.matchAll(namedGroups)].map((found) => `$${found[1]!}`);
  return type === "regex" ? groups : [...groups, ...namesIn(text)];
}

function namesIn(text: string): string[] {
  return [...new Set(text.match(metavariables))];
}

/** A group of a regular expression, by its place. */
function isNumbered(name: string): boolean {
  return /^\$\d/.test(name);
}

function namesOf(condition: Condition): string[] {
  if (condition.type === "unsupported") return [];
  const own = condition.metavariable === undefined ? [] : [condition.metavariable];
  const compared = condition.type === "comparison" ? namesIn(condition.comparison) : [];
  return [...new Set([...own, ...compared])].filter((name) => !isNumbered(name));
}

/** Not every `$NAME` in a sentence means a metavariable: a single letter does, and what is nearly one of the rule's names. */
function isLikelyMeant(name: string, bound: ReadonlySet<string>): boolean {
  return /^\$[A-Z]\d?$/.test(name) || [...bound].some((other) => editDistance(other, name) === 1);
}
