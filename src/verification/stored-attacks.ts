// Attacks in two steps: what one request brings is kept by the program, and what another one is answered with holds it.

import type { Program } from "../analyzers/symbolic/program.ts";
import { MARK } from "../analyzers/symbolic/values.ts";
import { type EntryView, eventsOf, type FoundBreach, judgeRun, keyOf, viewEntry } from "./find-breaches.ts";
import { type FlawKind, servesPurpose } from "./kinds/flaw-kind.ts";
import { hasMark } from "./marks.ts";

const ORDINARY = "7";
const MAXIMUM_STORES = 8;
const MAXIMUM_SOURCES = 6;
const MAXIMUM_SHOWN = 12;
const MAXIMUM_WAYS = 4;
const PROBE = `${MARK}7${MARK}`;

/** Attacks on what the program shows later. `stores`: everything that may be asked first; `shows`: where an attack may come out. */
export function attackStored(program: Program, stores: readonly EntryView[], shows: readonly EntryView[], kinds: readonly FlawKind[]): FoundBreach[] {
  const found = new Map<string, FoundBreach>();
  const keepers = stores.filter(({ entry, runs }) => entry.callee !== undefined && runs.some((run) => run.stores)).slice(0, MAXIMUM_STORES);
  for (const kind of kinds.filter(({ isStored }) => isStored === true)) {
    const outlets = shows.filter(({ entry, runs }) => runs.some((run) => eventsOf(run, entry).some(({ name }) => servesPurpose(kind, name)))).slice(0, MAXIMUM_SHOWN);
    for (const keeper of keepers) {
      for (const outlet of outlets.filter((one) => one !== keeper)) {
        for (const source of sourcesOf(program, keeper, outlet).filter((one) => comesOut(program, keeper, outlet, one))) {
          for (const payload of kind.payloads) {
            for (const breach of afterStoring(program, { keeper, outlet, source, payload }).flatMap((run) => judgeRun(run, outlet.entry, kind, source, payload))) {
              if (!found.has(keyOf(breach))) found.set(keyOf(breach), { ...breach, isStored: true });
            }
          }
        }
      }
    }
  }
  return [...found.values()];
}

/** What the first one reads as text, and what the second one meets of it that the first one kept as it came. */
function sourcesOf(program: Program, keeper: EntryView, outlet: EntryView): string[] {
  const met = program.during(keeper.entry, { focus: undefined, payload: ORDINARY, ordinary: ORDINARY, decisions: keeper.runs.find((run) => run.stores)?.decisions ?? [] }, () => viewEntry(program, outlet.entry).sources);
  return [...new Set([...keeper.sources, ...met])].filter((source) => !outlet.sources.includes(source)).slice(0, MAXIMUM_SOURCES);
}

interface TwoSteps {
  readonly keeper: EntryView;
  readonly outlet: EntryView;
  readonly source: string;
  readonly payload: string;
}

function afterStoring(program: Program, { keeper, outlet, source, payload }: TwoSteps): ReturnType<Program["explore"]> {
  const input = { focus: source, payload, ordinary: ORDINARY };
  const ways = keeper.runs.filter((run) => run.stores).slice(0, MAXIMUM_WAYS);
  return ways.flatMap(({ decisions }) => program.during(keeper.entry, { ...input, decisions }, () => program.explore(outlet.entry, input, MAXIMUM_WAYS)));
}

/** What the first one is sent stands in a call of the second one, which by itself knows nothing of it. */
function comesOut(program: Program, keeper: EntryView, outlet: EntryView, source: string): boolean {
  return afterStoring(program, { keeper, outlet, source, payload: PROBE }).some((run) => eventsOf(run, outlet.entry).some((event) => [...event.arguments.positional, ...event.arguments.named.values()].some((value) => hasMark(value, source))));
}
