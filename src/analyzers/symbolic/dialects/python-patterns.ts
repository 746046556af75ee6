// Python's regular expressions in a simulation.

import type { Builtin } from "../dialect.ts";
import { runFunction } from "../definitions.ts";
import type { Machine } from "../machine.ts";
import { isAttack, isConfigured } from "../operators.ts";
import { replaceEach } from "../replace-each.ts";
import { endingPattern, isUndecided } from "../slow-patterns.ts";
import { type Value, groupValues, known, list, mapText, nothing, trailsThrough, unknown } from "../values.ts";
import { argument, onText, pythonPattern, textArgument } from "./text-tools.ts";

const matching = (anchor: (source: string) => string): Builtin => (machine, given) => {
  const source = argument(given, 0, "pattern");
  const pattern = patternOf(machine, source, argument(given, 2, "flags"));
  const whole = textArgument(machine, given, 1, "string");
  const subject = argument(given, 1, "string");
  // What is set for the program to let in does not let an attack in.
  if (source !== undefined && subject !== undefined && isConfigured(source) && isAttack(machine, subject)) return nothing;
  if (pattern === undefined || whole === undefined) return unknown("match");
  const anchored = endingPattern(anchor(pattern.source), pattern.flags);
  if (anchored === undefined) return unknown("match");
  machine.notePattern(anchored);
  return search(anchored, whole);
};

function search(pattern: RegExp, whole: string): Value {
  const found = pattern.exec(whole);
  if (isUndecided(pattern)) return unknown("match");
  return found === null ? nothing : list(groupValues(found));
}

/** The values of Python's flags that change what a pattern accepts. */
const flagLetters = [[2, "i"], [8, "m"], [16, "s"]] as const;

function patternOf(machine: Machine, value: Value | undefined, flags?: Value): RegExp | undefined {
  if (value === undefined) return undefined;
  if (value.type === "regex") return value.pattern;
  const source = known(machine.toText(value));
  const letters = flagLetters.flatMap(([bit, letter]) => (flags?.type === "number" && (flags.value & bit) !== 0 ? [letter] : []));
  return source === undefined ? undefined : pythonPattern(source, letters.join(""));
}

/** Groups of a match of which nothing is known. */
const UNKNOWN_GROUPS = 6;

const substituting: Builtin = (machine, given) => {
  const once = patternOf(machine, given.positional[0], argument(given, 4, "flags"));
  const pattern = once && everywhere(once);
  const [, replacement, value] = given.positional;
  const subject = value === undefined ? undefined : machine.toText(value);
  if (once !== undefined && replacement?.type === "function") machine.notePattern(once);
  if (pattern !== undefined && replacement?.type === "function" && subject?.type === "text") return replaceEach(machine, subject, { pattern, by: replacement, toArguments: (groups) => [list(groups)] });
  const by = textArgument(machine, given, 1);
  if (subject === undefined) return undefined;
  if (replacement?.type === "function" && subject.type === "unknown") runFunction(machine, replacement, { positional: [list(Array.from({ length: UNKNOWN_GROUPS }, () => subject))], named: new Map() }, replacement.self);
  if (pattern === undefined || by === undefined || subject.type === "unknown") return unknown("re.sub", trailsThrough("re.sub", [subject]));
  return mapText(subject, "re.sub", (piece) => piece.replaceAll(pattern, by.replaceAll(/\\(\d)/g, "$$$1")));
};

function everywhere({ source, flags }: RegExp): RegExp | undefined {
  return endingPattern(source, [...new Set(`${flags}g`)].join(""));
}

/** Matches of text of which only the origin is known. */
const findingAll: Builtin = (machine, given) => {
  const pattern = patternOf(machine, argument(given, 0, "pattern"));
  const subject = argument(given, 1, "string");
  if (subject === undefined) return undefined;
  if (pattern !== undefined) machine.notePattern(pattern);
  return list([unknown("match", trailsThrough("match", [subject]))], "list", true);
};

export const patternFunctions: readonly (readonly [string, Builtin])[] = [
  ["re.match", matching((source) => `^(?:${source})`)],
  ["re.fullmatch", matching((source) => `^(?:${source})$`)],
  ["re.search", matching((source) => source)],
  ["re.compile", (machine, given) => {
    const pattern = patternOf(machine, given.positional[0], argument(given, 1, "flags"));
    return pattern === undefined ? unknown("re.compile") : { type: "regex", pattern };
  }],
  ["re.finditer", findingAll],
  ["re.findall", findingAll],
  ["re.sub", substituting],
  ["re.escape", onText("re.escape", (piece) => piece.replaceAll(/[^\w]/g, "\\$&"))],
];
