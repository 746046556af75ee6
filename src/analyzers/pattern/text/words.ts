// The words that a file must hold for a pattern to match anywhere in it.

import type { PatternRoot } from "../dialects/dialect.ts";
import type { CompiledFormula } from "../formula/compiled.ts";
import { type MatchNode, isMetavariable } from "../view/match-node.ts";

const optionalNames: ReadonlySet<string> = new Set(["default", "!MultiVarDef!", "debugger", "import"]);

/** The identifiers that stand in every match of a pattern. */
export function wordsOf(root: PatternRoot): readonly string[] {
  const words = new Set<string>();
  if (root.type === "nothing") return [];
  const nodes = root.type === "statements" ? root.nodes : [root.node];
  for (const node of nodes) collect(node, words);
  return [...words];
}

function collect(node: MatchNode, words: Set<string>): void {
  switch (node.tag) {
    case "Name":
    case "KeywordArgument":
    case "Parameter":
    case "PatternName":
      if (isWord(node.text)) words.add(node.text);
      break;
    case "Literal":
    case "ImportFrom":
    case "ImportAs":
    case "ImportAll":
    case "OtherDirective":
    case "Type":
    case "TypeOf":
    case "XmlText":
      return;
    default:
  }
  for (const kid of node.kids) collect(kid, words);
}

function isWord(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !isMetavariable(text) && !optionalNames.has(text) && !text.startsWith("zq9") && !text.startsWith("!");
}

/** True where the words of a file leave room for a match. */
export function mayMatch(formula: CompiledFormula, words: ReadonlySet<string>): boolean {
  switch (formula.type) {
    case "leaf":
      return formula.leaf.words.every((word) => words.has(word));
    case "and":
      return formula.parts.every((part) => mayMatch(part, words));
    case "or":
      return formula.parts.some((part) => mayMatch(part, words));
    case "not":
      return true;
    default:
      return mayMatch(formula.part, words);
  }
}

/** Groups of words of which one each must be there for {@link mayMatch} to be true: a part of what it asks, to be asked for many formulas at once. */
export function wordGroupsOf(formula: CompiledFormula): readonly (readonly string[])[] {
  switch (formula.type) {
    case "leaf":
      return formula.leaf.words.map((word) => [word]);
    case "and":
      return formula.parts.flatMap(wordGroupsOf);
    case "or":
      return wordGroupsOfAny(formula.parts);
    case "not":
      return [];
    default:
      return wordGroupsOf(formula.part);
  }
}

/** The same for formulas of which one must match: one word of one group each, or nothing where one of them waits for nothing. */
export function wordGroupsOfAny(formulas: readonly CompiledFormula[]): readonly (readonly string[])[] {
  const groups = formulas.map((formula) => wordGroupsOf(formula).at(-1));
  return groups.includes(undefined) ? [] : [[...new Set(groups.flatMap((group) => group ?? []))]];
}

/** Every identifier-like word of a text. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
}
