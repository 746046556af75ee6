// Notices where a simulated program holds outside text against a pattern that may take for ever, and gives up in time.

import type { NodeId } from "../../syntax/tree.ts";
import { countingRegex, wasCutShort } from "../pattern/regex/bounded-regex.ts";
import { parseRegex } from "../pattern/regex/parse-regex.ts";
import { riskOf } from "../pattern/regex/backtracking-risk.ts";
import type { CallArguments } from "./dialect.ts";
import type { Frame } from "./frame.ts";
import { type Value, carries, known, text, trailsThrough, unknown } from "./values.ts";

/** The name of the event: the pattern's source and the text. */
export const SLOW_MATCH = "RegExp.match";

const nested = /[+*}?]\)[+*{]/;
/** Instructions for one search by such a pattern. */
const MAXIMUM_STEPS = 100_000;

/** Escapes and classes stand for themselves; places that match no character matter for no repetition. */
const withoutPlaces = (source: string): string => source.replaceAll(/\\[bB]|(\\.|\[(?:\\.|[^\]\\])*\])|[\^$]/g, "$1");

/** True for a pattern of which some repetition can match one text in exponentially many ways. */
export function isSlowPattern({ source, flags }: Pick<RegExp, "source" | "flags">): boolean {
  const parsed = nested.test(source) ? parseRegex(withoutPlaces(source)) : undefined;
  return parsed !== undefined && riskOf(parsed.root, flags).isExponential;
}

/** The pattern in a form that comes to an end: what is past the limit is not found, and `isUndecided` says so. Undefined where there is none. */
export function endingPattern(source: string, flags: string): RegExp | undefined {
  try {
    if (!isSlowPattern({ source, flags })) return new RegExp(source, flags);
    return countingRegex(source, flags, MAXIMUM_STEPS);
  } catch {
    return undefined;
  }
}

/** True where the last search by the pattern came to no answer. */
export const isUndecided = wasCutShort;

/** Whether a search of the text by the pattern comes to an answer within the limit. */
function isDecided({ source, flags }: RegExp, subject: string): boolean {
  const ending = endingPattern(source, flags.replaceAll(/[gy]/g, ""));
  ending?.exec(subject);
  return ending !== undefined && !isUndecided(ending);
}

/** `pattern.test(text)`, `text.match(pattern)`: recorded where the pattern is slow; its answer for a long text is not known. */
export function matchSlowly(frame: Frame, object: Value, name: string, given: CallArguments, node: NodeId): Value | undefined {
  const [first] = given.positional;
  const [pattern, subject] = object.type === "regex" ? [object, first] : first?.type === "regex" ? [first, object] : [];
  if (pattern?.type !== "regex" || subject === undefined || (subject.type !== "text" && subject.type !== "outside") || !isSlowPattern(pattern.pattern)) return undefined;
  const whole = frame.machine.toText(subject);
  frame.machine.record({ name: SLOW_MATCH, receiver: undefined, arguments: { positional: [text(pattern.pattern.source), whole], named: new Map() }, unit: frame.unit, node }, true);
  const subjectText = known(whole);
  return subjectText !== undefined && isDecided(pattern.pattern, subjectText) ? undefined : unknown(name, carries(whole) ? trailsThrough(name, [whole]) : []);
}
