// Tells whether a name occurs in any other file than the one that defines it.

import type { ProjectModule } from "./module-graph.ts";
import { decodeWords, hashWord } from "./words.ts";

export interface NameIndex {
  /** True where a file other than `path` has the name, or builds names that begin or end as it does. */
  readonly occursOutside: (name: string, path: string) => boolean;
  /** The same, the file itself included. */
  readonly occurs: (name: string) => boolean;
}

/** Only `names` can be asked for: the index holds nothing else. */
export function indexNames(modules: readonly ProjectModule[], names: Iterable<string>): NameIndex {
  const asked = new Set<number>();
  for (const name of names) asked.add(hashWord(name));
  /** Hash → the only file that has it, or "" for several. */
  const owners = new Map<number, string>();
  const affixes = new Set<string>();
  for (const { path, facts } of modules) {
    for (const affix of facts.affixes) affixes.add(affix);
    for (const word of decodeWords(facts.words)) {
      if (asked.has(word)) owners.set(word, owners.has(word) ? "" : path);
    }
  }
  const isBuilt = (name: string): boolean => [...affixes].some((affix) => isBuiltFrom(name, affix));
  return {
    occursOutside: (name, path) => {
      const owner = owners.get(hashWord(name));
      return (owner !== undefined && owner !== path) || isBuilt(name);
    },
    occurs: (name) => owners.has(hashWord(name)) || isBuilt(name),
  };
}

/** `visit_*` makes `visit_name`, `*_handler` makes `error_handler`. */
function isBuiltFrom(name: string, affix: string): boolean {
  if (name.length < affix.length) return false;
  return affix.startsWith("*") ? name.endsWith(affix.slice(1)) : name.startsWith(affix.slice(0, -1));
}
