// Refuses fixes after which the data in a page's script is escaped as if it stood between tags: the script would show `&amp;`.

import type { Program } from "../analyzers/symbolic/program.ts";
import { type Value, MARK, shown } from "../analyzers/symbolic/values.ts";
import { type EntryView, eventsOf, type FoundBreach } from "./find-breaches.ts";
import type { Refusal } from "./static-checks.ts";

const MAXIMUM_WAYS = 8;
const SENT = `${MARK}&${MARK}`;
const escaped = new RegExp(`${MARK}&(?:amp|#0*38|#x0*26);${MARK}`, "i");

/** The scripts of all pages that an ordinary text with an ampersand comes into. */
function scriptsOf(program: Program, entry: EntryView["entry"], source: string): string[] {
  const runs = program.explore(entry, { focus: source, payload: SENT, ordinary: "7", isHarmless: true }, MAXIMUM_WAYS);
  const values = runs.flatMap((run) => eventsOf(run, entry).flatMap(({ arguments: { positional, named } }): Value[] => [...positional, ...named.values()]));
  return values.flatMap((value) => (value.type === "text" ? [...shown(value).matchAll(/<script\b[^>]*>(.*?)<\/script/gis)].map(([, script]) => script!) : []));
}

/** What came into a script as it was and now comes there with entities, which nothing in a script takes away. */
export function checkScriptData(before: Program, after: Program, breach: FoundBreach, successor: EntryView): Refusal | undefined {
  if (breach.kind.id !== "cross-site-scripting") return undefined;
  const isEscaped = scriptsOf(after, successor.entry, breach.source).some((script) => escaped.test(script));
  const isPlain = isEscaped && scriptsOf(before, breach.entry, breach.source).some((script) => script.includes(SENT));
  return isPlain ? { code: "changes-behaviour", reason: `Ordinary text as \`${breach.source}\` comes into the page's script with entities in it: what is escaped for a page's text is not escaped for its script.` } : undefined;
}
