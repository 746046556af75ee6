// Notices where a simulated program holds outside text against a pattern that may take for ever, and does not do it.

import type { NodeId } from "../../syntax/tree.ts";
import { parseRegex } from "../pattern/regex/parse-regex.ts";
import { riskOf } from "../pattern/regex/backtracking-risk.ts";
import type { CallArguments } from "./dialect.ts";
import type { Frame } from "./frame.ts";
import { type Value, carries, known, text, trailsThrough, unknown } from "./values.ts";

/** The name of the event: the pattern's source and the text. */
export const SLOW_MATCH = "RegExp.match";

const nested = /[+*}?]\)[+*{]/;
/** Up to here even such a pattern is done at once. */
const MAXIMUM_LENGTH = 20;

/** Escapes and classes stand for themselves; places that match no character matter for no repetition. */
const withoutPlaces = (source: string): string => source.replaceAll(/\\[bB]|(\\.|\[(?:\\.|[^\]\\])*\])|[\^$]/g, "$1");

/** True for a pattern of which some repetition can match one text in exponentially many ways. */
export function isSlowPattern({ source, flags }: Pick<RegExp, "source" | "flags">): boolean {
  const parsed = nested.test(source) ? parseRegex(withoutPlaces(source)) : undefined;
  return parsed !== undefined && riskOf(parsed.root, flags).isExponential;
}

/** `pattern.test(text)`, `text.match(pattern)`: recorded where the pattern is slow; its answer for a long text is not known. */
export function matchSlowly(frame: Frame, object: Value, name: string, given: CallArguments, node: NodeId): Value | undefined {
  const [first] = given.positional;
  const [pattern, subject] = object.type === "regex" ? [object, first] : first?.type === "regex" ? [first, object] : [];
  if (pattern?.type !== "regex" || subject === undefined || (subject.type !== "text" && subject.type !== "outside") || !isSlowPattern(pattern.pattern)) return undefined;
  const whole = frame.machine.toText(subject);
  frame.machine.record({ name: SLOW_MATCH, receiver: undefined, arguments: { positional: [text(pattern.pattern.source), whole], named: new Map() }, unit: frame.unit, node }, true);
  const isShort = (known(whole)?.length ?? 0) <= MAXIMUM_LENGTH && known(whole) !== undefined;
  return isShort ? undefined : unknown(name, carries(whole) ? trailsThrough(name, [whole]) : []);
}
