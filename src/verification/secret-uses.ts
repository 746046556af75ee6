// Asks what is given where a secret of the program's own was given: it must be there still, and come from elsewhere.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import { type Value, known } from "../analyzers/symbolic/values.ts";
import { type EntryView, eventsOf } from "./find-breaches.ts";
import type { Refusal } from "./static-checks.ts";

const MAXIMUM_DEPTH = 3;
const SHORTEST_SECRET = 6;

/** Where a call takes a value: a name, an entry of a table, or a place among its arguments. */
interface Given {
  readonly at: string;
  readonly value: Value;
}

/** Everything that a call is given; what has no name has the call's and its place. */
function givenTo({ name, arguments: { positional, named } }: CallEvent): Given[] {
  const method = name.split(".").at(-1) ?? name;
  const inside = (value: Value, depth: number): Given[] => (value.type !== "dict" || depth > MAXIMUM_DEPTH ? [] : [...value.entries].flatMap(([key, item]) => [{ at: key.toLowerCase(), value: item }, ...inside(item, depth + 1)]));
  return [...positional.flatMap((value, place) => [{ at: `${method}(${place})`, value }, ...inside(value, 0)]), ...[...named].flatMap(([key, value]) => [{ at: key.toLowerCase(), value }, ...inside(value, 0)])];
}

function eventsIn(views: readonly EntryView[]): CallEvent[] {
  return views.flatMap(({ entry, runs }) => runs.flatMap((run) => eventsOf(run, entry))).filter(({ name }) => name !== "return" && !name.endsWith("="));
}

/** True for a text that stands in the program; a short one is ordinary input of a simulation. */
function isWritten(value: Value): boolean {
  const whole = known(value);
  return value.type === "nothing" || (whole !== undefined && (whole === "" || whole.length >= SHORTEST_SECRET));
}

/** The calls that were given one of the secrets must be given something that is not written in the program. */
export function checkSecretUses(secrets: readonly string[], old: readonly EntryView[], changed: readonly EntryView[]): Refusal | undefined {
  const wanted = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  if (wanted.length === 0) return undefined;
  const events = eventsIn(changed);
  const now = events.flatMap(givenTo);
  const before = eventsIn(old);
  const names = new Set(before.map(({ name }) => name));
  // Another library may take it in another way.
  const isTakenOtherwise = events.some((event) => !names.has(event.name) && givenTo(event).some(({ value }) => !isWritten(value) && ["unknown", "reference", "outside", "text"].includes(value.type)));
  for (const event of before) {
    for (const { at } of givenTo(event).filter(({ value }) => wanted.some((secret) => known(value)?.includes(secret) === true))) {
      const there = now.filter((one) => one.at === at);
      if (there.some(({ value }) => !isWritten(value))) continue;
      if (there.length > 0) return { code: "moves-flaw", reason: `What \`${event.name}\` is given in the secret's place stands in the program as well.` };
      if (!isTakenOtherwise) return { code: "deletes-feature", reason: `Nothing is given to \`${event.name}\` in the secret's place any more.` };
    }
  }
  return undefined;
}
