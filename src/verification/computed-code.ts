// Refuses a fix that runs a text as a program where the original did not.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import { known, nothing } from "../analyzers/symbolic/values.ts";
import { type EntryView, eventsOf } from "./find-breaches.ts";
import type { Refusal } from "./static-checks.ts";

const runsText = /^(?:eval|exec|builtins\.(?:eval|exec)|new Function|Function|vm\.runIn\w+|new vm\.Script)$/;

interface Place {
  readonly name: string;
  readonly path: string;
}

/** A text that the program puts together or is given, and then runs. */
function placesIn(views: readonly EntryView[]): Place[] {
  const events = views.flatMap(({ entry, runs }) => runs.flatMap((run) => eventsOf(run, entry)));
  const isComputed = ({ name, arguments: { positional } }: CallEvent): boolean => positional.length > 0 && known(positional[name.endsWith("Function") ? positional.length - 1 : 0] ?? nothing) === undefined;
  // What a script calls `exec` by itself is a function of its own.
  return events.filter((event) => runsText.test(event.name) && (event.name !== "exec" || event.unit.dialect.declaresByAssignment) && isComputed(event)).map(({ name, unit }) => ({ name, path: unit.path }));
}

/** The new one, if there is any. */
export function checkComputedCode(old: readonly EntryView[], changed: readonly EntryView[]): Refusal[] {
  if (placesIn(old).length > 0) return [];
  const [fresh] = placesIn(changed);
  return fresh === undefined ? [] : [{ code: "new-flaw", reason: `It brings a new flaw, code-injection: \`${fresh.name}\` in ${fresh.path} runs a text that the program is given.` }];
}
