// Attacks both versions of a program in simulation and says what the fix changed: what still gets through, what is new, what is lost.

import { countUntil } from "../model/count-until.ts";
import type { Finding } from "../model/finding.ts";
import { Kind } from "../syntax/kinds.ts";
import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import type { Entry, Program } from "../analyzers/symbolic/program.ts";
import { attackEntry, type EntryView, eventsOf, type FoundBreach, viewEntry } from "./find-breaches.ts";
import { observeWork, type Work } from "./feature-kept.ts";
import { type FlawKind, servesPurpose } from "./kinds/flaw-kind.ts";
import { flawKinds, kindsOf } from "./kinds/registry.ts";
import { checkPlaceholders } from "./placeholders.ts";
import { attackStored } from "./stored-attacks.ts";
import { findSecretMade } from "./secrets.ts";
import type { Refusal } from "./static-checks.ts";

/** Lines, 1-based, by file. */
export type LinesByPath = ReadonlyMap<string, ReadonlySet<number>>;

export interface VersionsRequest {
  readonly before: Program;
  readonly after: Program;
  /** Files whose entries are looked at: the changed ones and those that call them. */
  readonly paths: readonly string[];
  readonly changedBefore: LinesByPath;
  readonly changedAfter: LinesByPath;
  /** Kinds of the findings that the fix is for; empty where nothing is known of them. */
  readonly targetKinds: readonly FlawKind[];
  /** True where it is said what the fix is for; else what attacks find near the change is meant. */
  readonly isNamed: boolean;
  /** Where those findings stand in the original. */
  readonly targetLines: LinesByPath;
  /** Secrets that the original held. */
  readonly secrets: readonly string[];
  /** True where one finding is meant: what gets through at other places of the original is another matter. */
  readonly isOneFinding: boolean;
}

export interface VersionsVerdict {
  readonly refusals: readonly Refusal[];
  /** Attacks of the target kinds that got through the original, in the code at hand. */
  readonly before: readonly FoundBreach[];
  readonly after: readonly FoundBreach[];
  readonly evidence: readonly string[];
  /** True where the fixed code that a finding names was run under attack and nothing of its kind got through anywhere. */
  readonly isHarmless: (finding: Finding) => boolean;
}

/** Both versions under attack. */
export function compareVersions(request: VersionsRequest): VersionsVerdict {
  const linesBefore = mergeLines(request.changedBefore, request.targetLines);
  // A whole rule speaks of the changed files as a whole.
  const whole = new Set(request.isNamed && !request.isOneFinding ? request.changedBefore.keys() : []);
  const oldViews = selectEntries(request.before, request.paths, linesBefore, whole);
  const newViews = selectEntries(request.after, request.paths, request.changedAfter, whole);
  const ids = new Set([...oldViews, ...newViews].map(({ entry }) => entry.id));
  const old = addById(request.before, request.paths, oldViews, ids);
  const changed = addById(request.after, request.paths, newViews, ids);
  const before = attackAll(request.before, request.paths, old);
  const after = attackAll(request.after, request.paths, changed);
  // Without findings, what gets through near the change is what the fix is for, else what does in the touched functions.
  const nearest = Math.min(...before.map((breach) => distance(breach, linesBefore)));
  // What is wrong for everybody, whoever calls, is meant only where the change itself lies.
  const isFar = (breach: FoundBreach): boolean => breach.payload === "" && !linesBefore.has(breach.path);
  const isMeant = (breach: FoundBreach): boolean => !isFar(breach) && (nearest <= NEAR_LINES ? distance(breach, linesBefore) === nearest : breach.entry.callee !== undefined);
  const targets = request.isNamed ? request.targetKinds : [...new Set(before.filter(isMeant).map(({ kind }) => kind))];
  const others = request.isOneFinding ? otherPlaces(before, request.targetLines) : new Set<string>();
  const isAnotherWay = otherWays(before.filter(({ kind }) => targets.includes(kind)), request.targetLines);
  const isTarget = (breach: FoundBreach): boolean => targets.includes(breach.kind) && !others.has(placeOf(breach)) && !isAnotherWay(breach);
  const attackedBefore = before.filter(isTarget).filter((breach) => request.isNamed || isMeant(breach));
  const attackedAfter = after.filter(isTarget);
  const made = findSecretMade(request.secrets, request.after, request.paths, changed);
  const refusals = [
    ...(made === undefined ? [] : [made]),
    ...checkRemaining(attackedBefore, attackedAfter, request.targetKinds.length > 0),
    ...checkNew(before, after, targets),
    ...checkEntries(old, changed, before),
    ...checkWork(request, old, changed, attackedBefore),
  ];
  return { refusals, before: attackedBefore, after: attackedAfter, evidence: describe(attackedBefore, attackedAfter, ids.size), isHarmless: (finding) => isHarmless(finding, changed, after) };
}

/** What attacks of the kinds reach, in the entries whose runs come through one of the lines. */
export function findAttacks(program: Program, paths: readonly string[], lines: LinesByPath, kinds: readonly FlawKind[]): FoundBreach[] {
  return selectEntries(program, paths, lines).flatMap((view) => attackEntry(program, view, kinds));
}

function isHarmless({ cwe, path, region }: Finding, views: readonly EntryView[], after: readonly FoundBreach[]): boolean {
  const kinds = kindsOf(cwe).filter((kind) => kind.payloads.length > 0);
  if (kinds.length === 0 || after.some((breach) => kinds.includes(breach.kind))) return false;
  return views.some(({ entry, runs }) => runs.some((run) => eventsOf(run, entry).some(({ name, unit, node }) => unit.path === path && unit.tree.start[node]! < region.end && unit.tree.end[node]! > region.start && kinds.some((kind) => servesPurpose(kind, name)))));
}

const NEAR_LINES = 3;

/** Where attacks get through apart from the finding's own place; none where they do not come to that either. */
function otherPlaces(before: readonly FoundBreach[], lines: LinesByPath): Set<string> {
  const isHere = (breach: FoundBreach): boolean => distance(breach, lines) <= NEAR_LINES;
  return new Set(before.some(isHere) ? before.filter((breach) => !isHere(breach)).map(placeOf) : []);
}

/** A weakness covers several kinds: what comes by another kind and from another source than at the findings' places is another matter. */
function otherWays(before: readonly FoundBreach[], lines: LinesByPath): (breach: FoundBreach) => boolean {
  const here = before.filter((breach) => distance(breach, lines) <= NEAR_LINES);
  const kinds = new Set(here.map(({ kind }) => kind));
  const sources = new Set(here.map(({ source }) => source));
  return ({ kind, source }) => here.length > 0 && !kinds.has(kind) && !sources.has(source);
}

/** The same in both versions. */
function placeOf({ kind, path, sink, code }: FoundBreach): string {
  return `${kind.id} ${path} ${sink} ${code}`;
}

/** Lines between a breach and the nearest line of interest. */
function distance(breach: FoundBreach, lines: LinesByPath): number {
  return Math.min(...[...(lines.get(breach.path) ?? [])].map((line) => Math.abs(line - breach.line)), Number.POSITIVE_INFINITY);
}

function mergeLines(left: LinesByPath, right: LinesByPath): LinesByPath {
  const merged = new Map([...left].map(([path, lines]) => [path, new Set(lines)] as const));
  for (const [path, lines] of right) merged.set(path, new Set([...(merged.get(path) ?? []), ...lines]));
  return merged;
}

const MAXIMUM_ENTRIES = 400;

/** Entries whose runs come through one of the lines or that stand in one of the whole files, those alone that no other one of them calls. */
function selectEntries(program: Program, paths: readonly string[], lines: LinesByPath, whole: ReadonlySet<string> = new Set()): EntryView[] {
  const views = paths.flatMap((path) => program.entriesOf(path)).slice(0, MAXIMUM_ENTRIES).map((entry) => viewEntry(program, entry));
  const touching = views.filter((view) => whole.has(view.entry.callee?.unit.path ?? "") || touches(program, view, lines));
  const outermost = touching.filter(({ entry }) => entry.registeredTo !== "" || entry.callee === undefined || !touching.some((other) => other.entry !== entry && other.entry.callee !== undefined && runsThrough(other, entry)));
  return outermost.length > 0 ? outermost : touching;
}

function touches(program: Program, view: EntryView, lines: LinesByPath): boolean {
  for (const [path, wanted] of lines) {
    const unit = program.units.get(path);
    if (unit === undefined) continue;
    const { tree } = unit;
    const ranges = [...wanted].map((line) => line);
    const starts = lineStarts(tree.text);
    for (const run of view.runs) {
      for (const node of run.covered.get(path) ?? []) {
        const kind = tree.kind[node];
        if (kind === Kind.Program || kind === Kind.FunctionDeclaration || kind === Kind.ClassDeclaration || kind === Kind.Export) continue;
        const first = countUntil(starts, tree.start[node]!);
        const last = countUntil(starts, Math.max(tree.start[node]!, tree.end[node]! - 1));
        if (ranges.some((line) => line >= first && line <= last)) return true;
      }
      const own = view.entry.callee;
      if (own !== undefined && own.unit.path === path) {
        const first = countUntil(starts, tree.start[own.node]!);
        const last = countUntil(starts, tree.end[own.node]!);
        if (ranges.some((line) => line >= first && line <= last)) return true;
      }
    }
  }
  return false;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function runsThrough(caller: EntryView, callee: Entry): boolean {
  const inner = callee.callee;
  if (inner === undefined || caller.entry.callee?.node === inner.node) return false;
  const { tree, path } = inner.unit;
  return caller.runs.some((run) => [...(run.covered.get(path) ?? [])].some((node) => node > inner.node && node < tree.subtreeEnd[inner.node]!));
}

/** Entries of the other version, where they are here too. */
function addById(program: Program, paths: readonly string[], views: readonly EntryView[], ids: ReadonlySet<string>): EntryView[] {
  const have = new Set(views.map(({ entry }) => entry.id));
  const missing = paths.flatMap((path) => program.entriesOf(path)).filter((entry) => ids.has(entry.id) && !have.has(entry.id));
  return [...views, ...missing.map((entry) => viewEntry(program, entry))];
}

function attackAll(program: Program, paths: readonly string[], views: readonly EntryView[]): FoundBreach[] {
  const others = paths.flatMap((path) => program.entriesOf(path)).filter(({ id }) => !views.some(({ entry }) => entry.id === id)).slice(0, MAXIMUM_ENTRIES);
  const stores = [...views, ...others.map((entry) => viewEntry(program, entry))];
  return [...views.flatMap((view) => attackEntry(program, view, flawKinds)), ...attackStored(program, stores, views, flawKinds)];
}

function checkRemaining(before: readonly FoundBreach[], after: readonly FoundBreach[], isTargeted: boolean): Refusal[] {
  if (after.length === 0 || (before.length === 0 && !isTargeted)) return [];
  const left = isTargeted ? after : after.filter((one) => before.some((other) => other.kind === one.kind && other.entry.id === one.entry.id));
  const [first] = left;
  if (first === undefined) return [];
  const sinksBefore = new Set(before.map(({ path, offset }) => `${path} ${offset}`));
  const sinksAfter = new Set(left.map(({ path, offset }) => `${path} ${offset}`));
  const isOneOfMany = sinksBefore.size > 1 && sinksAfter.size < sinksBefore.size && new Set(before.map(({ kind }) => kind)).size === 1;
  const isElsewhere = before.length > 0 && !before.some((one) => one.sink === first.sink && one.path === first.path);
  const code = isOneOfMany ? "mends-one-of-several" : isElsewhere ? "moves-flaw" : "still-exploitable";
  const lead = isOneOfMany ? `It mends ${sinksBefore.size - sinksAfter.size} of ${sinksBefore.size} places` : isElsewhere ? "It moves the flaw" : "The attack still gets through";
  const way = first.through.length > 0 ? ` through \`${first.through.join("`, `")}\`, which is no remedy for it` : ` as \`${first.shown}\``;
  const sent = first.payload === "" ? "" : `: sent as \`${first.source}\`, \`${first.payload.slice(0, 60).replaceAll("\n", "\\n")}\` reaches`;
  const reaches = first.payload === "" ? `: \`${first.sink}\` at ${first.path}:${first.line} (${first.shown})` : `${sent} \`${first.sink}\` at ${first.path}:${first.line}${way}`;
  return [{ code, reason: `${lead}${reaches}.` }];
}

/** Kinds that weigh less than what a fix mends. */
const minor: ReadonlySet<string> = new Set(["log-injection", "slow-pattern"]);

/** Kinds of attack that got through nowhere before. */
function checkNew(before: readonly FoundBreach[], after: readonly FoundBreach[], targets: readonly FlawKind[]): Refusal[] {
  const wasThere = (one: FoundBreach): boolean => before.some((other) => other.kind === one.kind || (other.entry.id === one.entry.id && other.kind.includes?.includes(one.kind.id) === true));
  const fresh = after.find((one) => !targets.includes(one.kind) && !wasThere(one) && !minor.has(one.kind.id));
  if (fresh === undefined) return [];
  return [{ code: "new-flaw", reason: `It brings a new flaw, ${fresh.kind.id}: \`${fresh.sink}\` at ${fresh.path}:${fresh.line} gets \`${fresh.shown}\`.` }];
}

/** Routes and flawed functions that are gone. */
function checkEntries(old: readonly EntryView[], changed: readonly EntryView[], before: readonly FoundBreach[]): Refusal[] {
  const kept = new Set(changed.map(({ entry }) => entry.id));
  const names = new Set(changed.map(({ entry }) => entry.callee?.name));
  const routes = new Set(changed.map(({ entry }) => entry.registeredTo));
  for (const { entry } of old) {
    if (entry.callee === undefined || kept.has(entry.id)) continue;
    const isFlawed = before.some((breach) => breach.entry.id === entry.id);
    const isThere = entry.registeredTo === "" ? names.has(entry.callee.name) && entry.callee.name !== "" : routes.has(entry.registeredTo);
    if (isThere || (!isFlawed && entry.registeredTo === "")) continue;
    const shown = entry.registeredTo === "" ? `the function \`${entry.callee.name}\`` : `what is registered with \`${entry.registeredTo}\``;
    return [{ code: "deletes-feature", reason: `It deletes ${shown} of ${entry.path}.` }];
  }
  return [];
}

function checkWork(request: VersionsRequest, old: readonly EntryView[], changed: readonly EntryView[], before: readonly FoundBreach[]): Refusal[] {
  const done = new Set<string>();
  for (const breach of before) {
    const key = `${breach.entry.id} ${breach.source} ${breach.kind.id}`;
    if (done.has(key)) continue;
    done.add(key);
    const successor = changed.find(({ entry }) => entry.id === breach.entry.id) ?? changed.find(({ entry }) => entry.registeredTo === breach.entry.registeredTo && entry.callee?.name === breach.entry.callee?.name);
    if (successor === undefined) continue;
    const refusal = breach.payload === "" ? checkCalled(breach, successor, old) : checkArrives(request, breach, successor, old.find(({ entry }) => entry.id === breach.entry.id)?.sources ?? []);
    if (refusal !== undefined) return [refusal];
  }
  return [];
}

/** A call with a wrong setting must be made again, with a right one. */
function checkCalled(breach: FoundBreach, successor: EntryView, old: readonly EntryView[]): Refusal | undefined {
  const isCalled = successor.runs.some((run) => eventsOf(run, successor.entry).some((event) => servesPurpose(breach.kind, event.name)));
  if (isCalled || old.length === 0) return undefined;
  return { code: "deletes-feature", reason: `Nothing stands in the place of \`${breach.sink}\`: what it did is not done any more.` };
}

/** `known`: what the original read; what the fixed version reads besides may be the same under another name. */
function checkArrives(request: VersionsRequest, breach: FoundBreach, successor: EntryView, known: readonly string[]): Refusal | undefined {
  const was = observeWork(request.before, breach.entry, breach.source, breach);
  if (!was.arrives) return undefined;
  // An address may well be put together without what chose the host.
  const isElsewhere = (source: string): boolean => breach.kind.isText === true || !known.includes(source);
  const renamed = successor.sources.includes(breach.source) ? [] : successor.sources.filter(isElsewhere);
  const sources = renamed.length === 0 ? [breach.source] : renamed;
  const now = sources.map((source) => observeWork(request.after, successor.entry, source, breach));
  if (now.some((work) => work.arrives || (work.isLookedUp && (work.isCalled || breach.kind.isServedByLookUp === true)))) return checkBrought(breach, was, now);
  const isCalled = now.some((work) => work.isCalled);
  if (isCalled) return { code: "swallows-input", reason: `Ordinary input as \`${breach.source}\` does not arrive anywhere any more: it is replaced or dropped before \`${breach.sink}\`.` };
  return { code: "deletes-feature", reason: `Ordinary input as \`${breach.source}\` brings nothing about any more: \`${breach.sink}\` is not called, nor anything that serves the same purpose.` };
}

/** Where the work is still done, what it is done for must come back. */
function checkBrought(breach: FoundBreach, was: Work, now: readonly Work[]): Refusal | undefined {
  // A check that turned every sample away says nothing of what comes back for the input that it lets through.
  if (now.every(({ runs }) => runs.every(({ end }) => end === "threw" || end === "exited"))) return undefined;
  if (was.returns && !now.some(({ returns }) => returns)) return { code: "deletes-feature", reason: `The function that is called with \`${breach.source}\` returns nothing any more.` };
  const isLost = breach.kind.isAsked === true && was.brings && !now.some(({ brings }) => brings);
  if (isLost) return { code: "deletes-feature", reason: `Nothing that was asked for with \`${breach.source}\` comes back any more: the answer is made without \`${breach.sink}\` and without anything in its place.` };
  const events = (works: readonly Work[]): CallEvent[] => works.flatMap(({ runs }) => runs.flatMap((run) => run.events));
  return checkPlaceholders(events([was]), events(now));
}

function describe(before: readonly FoundBreach[], after: readonly FoundBreach[], entries: number): string[] {
  const show = (all: readonly FoundBreach[]): string => (all.length === 0 ? "no simulated attack gets through" : `${all.length} simulated ${all.length === 1 ? "attack gets" : "attacks get"} through (${[...new Set(all.map((one) => `${one.kind.id} at ${one.path}:${one.line}`))].slice(0, 3).join(", ")})`);
  if (entries === 0) return ["No function that comes through the change could be simulated."];
  return [`${entries} ${entries === 1 ? "entry" : "entries"} simulated. Original: ${show(before)}. Fixed: ${show(after)}.`];
}
