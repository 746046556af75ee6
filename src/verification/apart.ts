// Takes a text into which what was sent came at several places apart: each place is judged by itself.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import { type Value, MARK } from "../analyzers/symbolic/values.ts";

const MAXIMUM_PLACES = 8;

/**
 * The call once for every place at which the payload stands in its texts, with ordinary input at the others. What the
 * program itself wrote between two places is no part of an attack, and one of them may be escaped while the other is not.
 */
export function takeApart(event: CallEvent, payload: string, ordinary: string): readonly CallEvent[] {
  const marks = payload.split(MARK).length - 1;
  if (marks === 0) return [event];
  const values = [...event.arguments.positional, ...event.arguments.named.values()];
  const places = Math.min(MAXIMUM_PLACES, Math.max(1, ...values.map((value) => placesIn(value, marks))));
  if (places === 1) return [event];
  return Array.from({ length: places }, (_, place) => {
    const only = (value: Value): Value => (placesIn(value, marks) > 1 ? onlyAt(value, { place, marks, ordinary }) : value);
    return { ...event, arguments: { positional: event.arguments.positional.map(only), named: new Map([...event.arguments.named].map(([name, value]) => [name, only(value)] as const)) } };
  });
}

/** How often the payload stands in a text; 1 where that cannot be told. */
function placesIn(value: Value, marks: number): number {
  if (value.type !== "text") return 1;
  const counts = value.parts.map((part) => (typeof part === "string" ? part.split(MARK).length - 1 : 0));
  return counts.every((count) => count % marks === 0) ? counts.reduce((sum, count) => sum + count / marks, 0) : 1;
}

interface Place {
  readonly place: number;
  readonly marks: number;
  readonly ordinary: string;
}

function onlyAt(value: Value, { place, marks, ordinary }: Place): Value {
  if (value.type !== "text") return value;
  let seen = 0;
  const parts = value.parts.map((part) => {
    if (typeof part !== "string") return part;
    const pieces = part.split(MARK);
    let made = pieces[0]!;
    for (let at = 1; at < pieces.length; at += marks) {
      const whole = MARK + pieces.slice(at, at + marks - 1).map((piece) => piece + MARK).join("");
      made += (seen === place ? whole : ordinary) + pieces[at + marks - 1]!;
      seen += 1;
    }
    return made;
  });
  return { ...value, parts };
}
