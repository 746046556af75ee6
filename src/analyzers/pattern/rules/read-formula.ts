// Reads the operators of a rule (`pattern`, `patterns`, `pattern-either`, …) into a formula.

import { readMatchFormula } from "./read-match.ts";
import { conditionKeys, readCondition } from "./read-conditions.ts";
import type { Condition, Formula, FormulaBody } from "./rule.ts";
import {
  type YamlEntry,
  type YamlPosition,
  type YamlValue,
  RuleSyntaxError,
  describe,
  expectList,
  expectMap,
  expectString,
  expectStrings,
} from "./yaml-value.ts";

/** The keys that hold a formula in the older syntax. */
export const formulaKeys: ReadonlySet<string> = new Set([
  "pattern",
  "patterns",
  "pattern-either",
  "pattern-not",
  "pattern-inside",
  "pattern-not-inside",
  "pattern-regex",
  "pattern-not-regex",
  "semgrep-internal-pattern-anywhere",
]);

/** Keys that may begin a formula at the top of a rule, a taint entry or a `metavariable-pattern`. */
export const topLevelKeys: readonly string[] = ["pattern", "patterns", "pattern-either", "pattern-regex", "match"];

/** Wraps a formula body without conditions. */
export function plainFormula(body: FormulaBody, position: YamlPosition): Formula {
  return { ...body, conditions: [], focus: [], position };
}

/** The formula of a map that must hold exactly one of `pattern`, `patterns`, `pattern-either`, `pattern-regex`, `match`. */
export function readTopFormula(map: YamlValue, what: string, mayBeNegative = false): Formula {
  const entries = expectMap(map, what).filter((entry) => topLevelKeys.includes(entry.key));
  if (entries.length === 0) {
    const near = expectMap(map, what).find((entry) => formulaKeys.has(entry.key));
    const hint = near === undefined ? misspelt(map, what) : ` \`${near.key}\` cannot stand alone: put it into \`patterns:\`.`;
    throw new RuleSyntaxError(
      near?.keyPosition ?? map.position,
      `${what} has no pattern: write one of ${topLevelKeys.map((key) => `\`${key}\``).join(", ")}.${hint}`,
    );
  }
  const match = entries.find((entry) => entry.key === "match");
  if (match !== undefined) {
    const formula = readMatchFormula(match.value);
    // Of the newer syntax, being inside something is no match by itself.
    return formula.type === "inside" ? plainFormula({ type: "or", parts: [] }, formula.position) : formula;
  }
  if (entries.length > 1) {
    throw new RuleSyntaxError(
      entries[1]!.keyPosition,
      `${what} has both \`${entries[0]!.key}\` and \`${entries[1]!.key}\`: keep one, or put both into \`patterns:\`.`,
    );
  }
  const entry = entries[0]!;
  return entry.key === "patterns" ? readConjunction(entry.value, entry.keyPosition, mayBeNegative) : readFormulaEntry(entry);
}

/** Reads the value under one operator key. */
export function readFormulaEntry(entry: YamlEntry): Formula {
  const { key, value } = entry;
  const position = entry.keyPosition;
  switch (key) {
    case "pattern":
      return plainFormula({ type: "leaf", leaf: { type: "code", text: codeText(value, key), position: value.position } }, position);
    case "pattern-regex":
      return regexFormula(value, key, position);
    case "pattern-not-regex":
      return plainFormula({ type: "not", part: regexFormula(value, key, position) }, position);
    case "patterns":
      return readConjunction(value, position);
    case "pattern-either":
      return readAlternatives(value, position);
    case "pattern-not":
      return plainFormula({ type: "not", part: readNested(value, key) }, position);
    case "pattern-inside":
      return plainFormula({ type: "inside", part: readNested(value, key) }, position);
    case "pattern-not-inside": {
      const inside = plainFormula({ type: "inside", part: readNested(value, key) }, position);
      return plainFormula({ type: "not", part: inside }, position);
    }
    case "semgrep-internal-pattern-anywhere":
      return plainFormula({ type: "anywhere", part: readNested(value, key) }, position);
    default:
      throw new RuleSyntaxError(position, `\`${key}\` is not an operator.${didYouMean(key)}`);
  }
}

function regexFormula(value: YamlValue, key: string, position: YamlPosition): Formula {
  return plainFormula({ type: "leaf", leaf: { type: "regex", text: codeText(value, key), position: value.position } }, position);
}

function codeText(value: YamlValue, key: string): string {
  if (value.type !== "scalar") {
    throw new RuleSyntaxError(value.position, `\`${key}\` wants the text of one pattern, not ${describe(value)}; several go into \`patterns:\` or \`pattern-either:\`.`);
  }
  return expectString(value, key);
}

function readNested(value: YamlValue, key: string): Formula {
  if (value.type === "map") return readTopOrAny(value, key);
  return plainFormula({ type: "leaf", leaf: { type: "code", text: codeText(value, key), position: value.position } }, value.position);
}

function readTopOrAny(value: YamlValue, key: string): Formula {
  const entries = expectMap(value, key).filter((entry) => formulaKeys.has(entry.key));
  if (entries.length !== 1) {
    throw new RuleSyntaxError(value.position, `\`${key}\` wants one pattern or a map with one operator.`);
  }
  return readFormulaEntry(entries[0]!);
}

function readAlternatives(value: YamlValue, position: YamlPosition): Formula {
  const parts = expectList(value, "pattern-either").map((item) => {
    const entry = onlyEntry(item, "pattern-either");
    if (conditionKeys.has(entry.key) || entry.key === "focus-metavariable") {
      throw new RuleSyntaxError(entry.keyPosition, `\`${entry.key}\` cannot stand in \`pattern-either\`: put it into \`patterns:\` beside the pattern that it tests.`);
    }
    return readFormulaEntry(entry);
  });
  for (const part of parts) {
    if (part.type === "not") {
      throw new RuleSyntaxError(part.position, "A negated pattern cannot stand in `pattern-either`: put it into `patterns:` beside a positive one.");
    }
  }
  return plainFormula({ type: "or", parts }, position);
}

function readConjunction(value: YamlValue, position: YamlPosition, mayBeNegative = false): Formula {
  const parts: Formula[] = [];
  const conditions: Condition[] = [];
  const focus: string[][] = [];
  for (const item of expectList(value, "patterns")) {
    const entry = onlyEntry(item, "patterns");
    if (entry.key === "focus-metavariable") focus.push(expectStrings(entry.value, entry.key));
    else if (conditionKeys.has(entry.key)) conditions.push(readCondition(entry));
    else parts.push(readFormulaEntry(entry));
  }
  if (!mayBeNegative && !parts.some((part) => part.type !== "not")) {
    throw new RuleSyntaxError(
      position,
      "`patterns` has no positive pattern: it needs at least one `pattern`, `patterns`, `pattern-either`, `pattern-inside` or `pattern-regex`, from which the others take away.",
    );
  }
  return { type: "and", parts, conditions, focus, position };
}

/** The error of an item that wants to be a map with an operator. */
export function noMap(item: YamlValue, within: string): RuleSyntaxError {
  return new RuleSyntaxError(item.position, `Each item of \`${within}\` is a map such as \`- pattern: …\`, not ${describe(item)}.`);
}

function onlyEntry(item: YamlValue, within: string): YamlEntry {
  if (item.type !== "map" || item.entries.length === 0) throw noMap(item, within);
  const entry = item.entries[0]!;
  if (item.entries.length > 1) {
    const second = item.entries[1]!;
    throw new RuleSyntaxError(second.keyPosition, `An item of \`${within}\` holds one operator: start \`${second.key}\` as an item of its own with \`- \`.`);
  }
  return entry;
}

/** Names the key that may have been meant for one that begins a formula. */
function misspelt(map: YamlValue, what: string): string {
  for (const { key } of expectMap(map, what)) {
    const meant = topLevelKeys.find((known) => key !== known && editDistance(key, known) <= 2);
    if (meant !== undefined) return ` By \`${key}\`, did you mean \`${meant}\`?`;
  }
  return "";
}

function didYouMean(key: string): string {
  const known = [...formulaKeys, ...conditionKeys, "focus-metavariable"];
  const best = known.map((name) => ({ name, distance: editDistance(key, name) })).sort((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= 4 ? ` Did you mean \`${best.name}\`?` : ` Known are ${known.map((name) => `\`${name}\``).join(", ")}.`;
}

/** How many single-character edits lie between two words. */
export function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replace = previous[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replace, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[right.length]!;
}

