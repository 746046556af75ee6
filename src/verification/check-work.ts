// Refuses fixes after which the flawed code's work is not done any more, or ordinary input does not come to it.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import { ARCHIVE_ENTRY } from "../analyzers/symbolic/outside-names.ts";
import type { Program } from "../analyzers/symbolic/program.ts";
import { observeWork, type Work } from "./feature-kept.ts";
import { type EntryView, eventsOf, type FoundBreach, namesIn } from "./find-breaches.ts";
import { servesPurpose } from "./kinds/flaw-kind.ts";
import { checkPlaceholders } from "./placeholders.ts";
import { checkScriptData } from "./script-data.ts";
import type { Refusal } from "./static-checks.ts";

interface WorkRequest {
  readonly before: Program;
  readonly after: Program;
}

/** Why the fixed program does not do the work of the original any more; none where it does. */
export function checkWork(request: WorkRequest, old: readonly EntryView[], changed: readonly EntryView[], before: readonly FoundBreach[]): Refusal[] {
  const done = new Set<string>();
  for (const breach of before) {
    const key = `${breach.entry.id} ${breach.source} ${breach.kind.id}`;
    if (done.has(key)) continue;
    done.add(key);
    const successor = changed.find(({ entry }) => entry.id === breach.entry.id) ?? changed.find(({ entry }) => entry.registeredTo === breach.entry.registeredTo && entry.callee?.name === breach.entry.callee?.name && (entry.registeredTo !== "" || entry.callee?.name !== ""));
    if (successor === undefined) continue;
    const refusal = breach.payload === "" ? checkCalled(request, breach, successor, old.length > 0 ? changed : []) : checkArrives(request, breach, successor, old.find(({ entry }) => entry.id === breach.entry.id)?.sources ?? []);
    const first = refusal ?? checkScriptData(request.before, request.after, breach, successor);
    if (first !== undefined) return [first];
  }
  return [];
}

/** A call with a wrong setting must be made again, with a right one. */
function checkCalled({ after }: WorkRequest, breach: FoundBreach, successor: EntryView, views: readonly EntryView[]): Refusal | undefined {
  // A switch that is off where nobody says anything need not be named again.
  if (breach.kind.isRightUnsaid === true && /[=@]$|\.exempt$|config\.\w+$/.test(breach.sink)) return undefined;
  if (views.length === 0) return undefined;
  // A name that only held something is not missed where what was done with it still is.
  const isHeld = /^\w+=$/.test(breach.sink);
  const isCalled = (isHeld ? views : [successor]).some(({ entry, runs }) => runs.some((run) => eventsOf(run, entry).some((event) => servesPurpose(breach.kind, event.name))));
  if (isCalled) return undefined;
  // Where made-up input breaks the program before, what it is made of tells what would come.
  const isBroken = successor.runs.every(({ end }) => end === "threw");
  if (isBroken && namesIn(after, successor).some((name) => servesPurpose(breach.kind, name))) return undefined;
  return { code: "deletes-feature", reason: `Nothing stands in the place of \`${breach.sink}\`: what it did is not done any more.` };
}

/** `known`: what the original read; what the fixed version reads besides may be the same under another name. */
function checkArrives(request: WorkRequest, breach: FoundBreach, successor: EntryView, known: readonly string[]): Refusal | undefined {
  const was = observeWork(request.before, breach.entry, breach.source, breach);
  if (!was.arrives) return undefined;
  // An address may well be put together without what chose the host.
  const isElsewhere = (source: string): boolean => breach.kind.isText === true || !known.includes(source);
  const renamed = successor.sources.includes(breach.source) ? [] : successor.sources.filter(isElsewhere);
  // What is only looked up or handed on is read without being among those.
  const sources = [breach.source, ...renamed, ...(breach.source === ARCHIVE_ENTRY ? [`${ARCHIVE_ENTRY}.name`] : [])];
  const now = sources.map((source) => observeWork(request.after, successor.entry, source, { ...breach, besides: was.besides }));
  if (now.some((work) => work.arrives || (work.isLookedUp && (work.isCalled || breach.kind.isServedByLookUp === true)))) return checkBrought(breach, was, now);
  // What a program was started to search is searched by this one itself.
  if (breach.kind.isServedBySearch === true && now.some((work) => work.isSearched)) return undefined;
  const isCalled = now.some((work) => work.isCalled);
  if (isCalled) return { code: "swallows-input", reason: `Ordinary input as \`${breach.source}\` does not arrive anywhere any more: it is replaced or dropped before \`${breach.sink}\`.` };
  return { code: "deletes-feature", reason: `Ordinary input as \`${breach.source}\` brings nothing about any more: \`${breach.sink}\` is not called, nor anything that serves the same purpose.` };
}

/** Where the work is still done, what it is done for must come back. */
function checkBrought(breach: FoundBreach, was: Work, now: readonly Work[]): Refusal | undefined {
  // A check that turned every sample away says nothing of what comes back for the input that it lets through.
  if (now.every(({ runs }) => runs.every(({ end }) => end !== "returned"))) return undefined;
  if (was.returns && !now.some(({ returns }) => returns)) return { code: "deletes-feature", reason: `The function that is called with \`${breach.source}\` returns nothing any more.` };
  const isLost = breach.kind.isAsked === true && was.brings && !now.some(({ brings }) => brings);
  if (isLost) return { code: "deletes-feature", reason: `Nothing that was asked for with \`${breach.source}\` comes back any more: the answer is made without \`${breach.sink}\` and without anything in its place.` };
  const events = (works: readonly Work[]): CallEvent[] => works.flatMap(({ runs }) => runs.flatMap((run) => run.events));
  return checkPlaceholders(events([was]), events(now));
}
