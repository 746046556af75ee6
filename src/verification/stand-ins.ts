// Finds secrets that a fix itself writes down: as what stands in where the environment says none, or in a file of settings.

import type { Program } from "../analyzers/symbolic/program.ts";
import { whenUnset } from "../analyzers/symbolic/library-objects.ts";
import { type Value, known } from "../analyzers/symbolic/values.ts";
import { type EntryView, eventsOf } from "./find-breaches.ts";
import type { ChangedFile, Refusal } from "./static-checks.ts";

const MAXIMUM_DEPTH = 3;
const MAXIMUM_WAYS = 8;
const SHORTEST = 4;

/** Where a secret is found, or what it is called. */
const namesPlace = /^(?:[A-Z][A-Z\d]*(?:_[A-Z\d]+)+|(?:\.{0,2}|~)\/.*|[a-z]+:\/\/[^@]*)$/;
const shortNames = /^(?:key|pepper)$/i;

/** Whether something of that name is a secret, as the rules see it. */
export type NamesSecret = (name: string) => boolean;

/** Names with the texts that they hold, as far as they are names of secrets. */
function secretsIn(pairs: readonly (readonly [string, Value])[], namesSecret: NamesSecret, depth = 0): string[] {
  return pairs.flatMap(([name, held]) => {
    const value = whenUnset(held) ?? held;
    const whole = known(value) ?? "";
    if (whole.length >= SHORTEST && !namesPlace.test(whole) && (namesSecret(name) || shortNames.test(name))) return [`${name}\0${whole}`];
    return depth > MAXIMUM_DEPTH ? [] : secretsIn(partsOf(value), namesSecret, depth + 1);
  });
}

function partsOf(value: Value): (readonly [string, Value])[] {
  if (value.type === "dict") return [...value.entries];
  if (value.type === "class") return [...value.members];
  return value.type === "instance" ? [...value.fields, ...value.of.members] : [];
}

interface BothVersions {
  readonly before: Program;
  readonly after: Program;
  /** The changed files. */
  readonly paths: readonly string[];
  /** What may be called in the fixed version. */
  readonly views: readonly EntryView[];
}

/** A text that the fixed program itself takes for a secret where no variable of the environment is set, and the original did not. */
export function findStandIn({ before, after, paths, views }: BothVersions, namesSecret: NamesSecret): Refusal | undefined {
  const old = new Set(paths.flatMap((path) => secretsIn(before.namesOf(path), namesSecret)));
  const { unset } = after;
  const fresh = (pairs: readonly (readonly [string, Value])[]): string | undefined => secretsIn(pairs, namesSecret).find((one) => !old.has(one));
  for (const path of paths) {
    const one = fresh(unset.namesOf(path));
    if (one !== undefined) return describe(one, path);
  }
  if (unset === after) return undefined;
  for (const { entry } of views) {
    const twin = unset.entriesOf(entry.path).find(({ id }) => id === entry.id);
    const runs = twin === undefined ? [] : unset.explore(twin, { focus: undefined, payload: "7", ordinary: "7", isUnset: true }, MAXIMUM_WAYS);
    for (const event of runs.flatMap((run) => eventsOf(run, entry))) {
      const one = paths.includes(event.unit.path) ? fresh([...event.arguments.named, ...event.arguments.positional.flatMap(partsOf)]) : undefined;
      if (one !== undefined) return describe(one, event.unit.path);
    }
  }
  return undefined;
}

function describe(found: string, path: string): Refusal {
  return { code: "moves-flaw", reason: `Where nothing else is set, \`${found.split("\0")[0]!}\` is a secret that stands in ${path}.` };
}

const holdsSettings = /(?:\.(?:json|ya?ml|toml|ini|cfg|conf|properties)|(?:^|\/)\.env(?:\.[\w-]+)*|\.env)$/;
const isOnlyShown = /example|sample|template|\.dist\b/i;
const entry = /(?:^|[{,])[ \t]*(?:export[ \t]+|-[ \t]+)?["']?([\w.-]+)["']?[ \t]*[:=][ \t]*["']?([^"'\s,][^"'\n,]*)/gm;
/** What is put in by whoever starts the program. */
const isFilledIn = /^(?:[$<%!*{[]|null\b|none\b|true\b|false\b|vault:|secretref)/i;

/** A secret that the fix writes into a file of settings of the project. */
export function findInSettings(files: readonly ChangedFile[], namesSecret: NamesSecret): Refusal | undefined {
  const secretsOf = (text: string): string[] => [...text.matchAll(entry)].flatMap(([, name, value]) => ((namesSecret(name!) || shortNames.test(name!)) && value!.trim().length >= SHORTEST && !isFilledIn.test(value!) && !namesPlace.test(value!.trim()) ? [`${name!}\0${value!}`] : []));
  for (const { path, before, after } of files) {
    if (!holdsSettings.test(path) || isOnlyShown.test(path) || after === undefined) continue;
    const old = new Set(secretsOf(before ?? ""));
    const fresh = secretsOf(after).find((one) => !old.has(one));
    if (fresh !== undefined) return { code: "moves-flaw", reason: `The fix writes the secret \`${fresh.split("\0")[0]!}\` into ${path}, a file of the project.` };
  }
  return undefined;
}
