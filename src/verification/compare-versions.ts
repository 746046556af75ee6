// Attacks both versions of a program in simulation and says what the fix changed: what still gets through, what is new, what is lost.

import { countUntil } from "../model/count-until.ts";
import type { Finding } from "../model/finding.ts";
import { Kind } from "../syntax/kinds.ts";
import { ARCHIVE_ENTRY } from "../analyzers/symbolic/outside-names.ts";
import type { Entry, Program } from "../analyzers/symbolic/program.ts";
import { checkWork } from "./check-work.ts";
import { checkComputedCode } from "./computed-code.ts";
import { attackEntry, type EntryView, eventsOf, type FoundBreach, isRoute, viewEntry } from "./find-breaches.ts";
import { type FlawKind, servesPurpose } from "./kinds/flaw-kind.ts";
import { flawKinds, kindsOf } from "./kinds/registry.ts";
import { attackStored } from "./stored-attacks.ts";
import { checkSalts } from "./lost-salts.ts";
import { checkForms } from "./written-forms.ts";
import { findSecretMade } from "./secrets.ts";
import { checkSecretUses } from "./secret-uses.ts";
import { type NamesSecret, findStandIn } from "./stand-ins.ts";
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
  /** Given where the fix is for a secret that stands in the program. */
  readonly namesSecret: NamesSecret | undefined;
  /** True where one finding is meant: what gets through at other places of the original is another matter. */
  readonly isOneFinding: boolean;
}

export interface VersionsVerdict {
  readonly refusals: readonly Refusal[];
  /** Attacks of the target kinds that got through the original, in the code at hand. */
  readonly before: readonly FoundBreach[];
  readonly after: readonly FoundBreach[];
  readonly evidence: readonly string[];
  /** Why less is certain than it looks. */
  readonly reservation?: string;
  /** True where the fixed code that a finding names was run under attack and nothing of its kind got through anywhere. */
  readonly isHarmless: (finding: Finding) => boolean;
}

/** Both versions under attack. */
export function compareVersions(request: VersionsRequest): VersionsVerdict {
  const linesBefore = mergeLines(request.changedBefore, request.targetLines);
  const outer = attackBoth(request, linesBefore, false);
  const isReached = !request.isNamed || outer.before.some(({ kind }) => request.targetKinds.includes(kind));
  // Where nothing gets through from outside, functions are attacked by themselves, as whoever calls them may.
  const { old, changed, before, after, entries } = isReached ? outer : attackBoth(request, linesBefore, true);
  // Without findings, what gets through near the change is what the fix is for, else what does in the touched functions.
  const weighed = before.filter((breach) => !isBesides(breach, before, linesBefore));
  const nearest = Math.min(...weighed.map((breach) => distance(breach, linesBefore)));
  // What is wrong for everybody, whoever calls, is meant only where the change itself lies.
  const isFar = (breach: FoundBreach): boolean => breach.payload === "" && !linesBefore.has(breach.path);
  const isMeant = (breach: FoundBreach): boolean => !isFar(breach) && !asksAlone.test(breach.sink) && (nearest <= NEAR_LINES ? distance(breach, linesBefore) === nearest : breach.entry.callee !== undefined);
  const targets = request.isNamed ? request.targetKinds : [...new Set(weighed.filter(isMeant).map(({ kind }) => kind))];
  const others = request.isOneFinding ? otherPlaces(before, request.targetLines) : new Set<string>();
  const isOfOtherWay = otherWays(before.filter(({ kind }) => targets.includes(kind)), request);
  // A wrong setting of a kind that was nowhere is the fix's own.
  const isAnotherWay = (breach: FoundBreach): boolean => isOfOtherWay(breach) && (breach.payload !== "" || before.some(({ kind }) => kind === breach.kind));
  const isTarget = (breach: FoundBreach): boolean => targets.includes(breach.kind) && !others.has(placeOf(breach)) && !isAnotherWay(breach);
  const attackedBefore = before.filter(isTarget).filter((breach) => request.isNamed || isMeant(breach));
  const attackedAfter = after.filter(isTarget);
  const made = findSecretMade(request.secrets, request.after, request.paths, changed) ?? (request.namesSecret && findStandIn({ ...request, paths: [...request.changedAfter.keys()], views: changed }, request.namesSecret)) ?? checkSecretUses(request.secrets, old, changed);
  const refusals = [
    ...(made === undefined ? [] : [made]),
    ...checkRemaining(attackedBefore, attackedAfter, request.targetKinds.length > 0),
    ...checkNew(before, after, targets),
    ...checkForms(request.before, request.after),
    ...checkComputedCode(old, changed),
    ...checkSalts(old, changed),
    ...checkEntries(request, old, changed, before),
    ...checkWork(request, old, changed, attackedBefore),
  ];
  return { refusals, before: attackedBefore, after: attackedAfter, evidence: describe(attackedBefore, attackedAfter, entries), isHarmless: (finding) => isHarmless(finding, changed, after) };
}

interface AttackedVersions extends Record<"old" | "changed", readonly EntryView[]> {
  readonly before: readonly FoundBreach[];
  readonly after: readonly FoundBreach[];
  /** Of both versions. */
  readonly entries: number;
}

function attackBoth(request: VersionsRequest, linesBefore: LinesByPath, hasInner: boolean): AttackedVersions {
  // A whole rule speaks of the changed files as a whole.
  const whole = new Set(request.isNamed && !request.isOneFinding ? request.changedBefore.keys() : []);
  const oldViews = selectEntries(request.before, { paths: request.paths, lines: linesBefore, whole, hasInner });
  const newViews = selectEntries(request.after, { paths: request.paths, lines: request.changedAfter, whole, hasInner });
  const ids = new Set([...oldViews, ...newViews].map(({ entry }) => entry.id));
  const old = addById(request.before, request.paths, oldViews, ids);
  const changed = addById(request.after, request.paths, newViews, ids);
  const attackOld = (kinds: readonly FlawKind[]): FoundBreach[] => attackAll(request.before, request.paths, old, kinds);
  const attackNew = (kinds: readonly FlawKind[]): FoundBreach[] => attackAll(request.after, request.paths, changed, kinds);
  if (!hasInner && !request.isNamed) return { old, changed, before: attackOld(flawKinds), after: attackNew(flawKinds), entries: ids.size };
  // What is meant is tried first: all other attacks matter only where that gets through, and there what is new.
  const meant = attackOld(request.targetKinds);
  if (meant.length === 0) return { old, changed, before: [], after: [], entries: ids.size };
  const others = flawKinds.filter((kind) => !request.targetKinds.includes(kind));
  const fresh = attackNew(others);
  const maybeOld = others.filter((kind) => fresh.some((breach) => breach.kind === kind || kind.includes?.includes(breach.kind.id) === true));
  return { old, changed, before: [...meant, ...attackOld(maybeOld)], after: [...attackNew(request.targetKinds), ...fresh], entries: ids.size };
}

/** What attacks of the kinds reach, in the entries whose runs come through one of the lines. */
export function findAttacks(program: Program, paths: readonly string[], lines: LinesByPath, kinds: readonly FlawKind[]): FoundBreach[] {
  return selectEntries(program, { paths, lines, whole: new Set(), hasInner: false }).flatMap((view) => attackEntry(program, view, kinds));
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

/**
 * A weakness covers several kinds: what comes by another kind and from another source than at the findings' places is
 * another matter, and so is a wrong setting of another kind than stands there, or where the change is if no finding says.
 */
function otherWays(before: readonly FoundBreach[], { targetLines, changedBefore }: VersionsRequest): (breach: FoundBreach) => boolean {
  const isNear = (lines: LinesByPath) => (breach: FoundBreach) => distance(breach, lines) <= NEAR_LINES;
  const here = before.filter(isNear(targetLines));
  const kinds = new Set(here.map(({ kind }) => kind));
  const sources = new Set(here.map(({ source }) => comesFrom(source)));
  const meant = targetLines.size > 0 ? here : before.filter(isNear(changedBefore));
  const settings = new Set(meant.map(({ kind }) => kind));
  const isSet = targetLines.size > 0 || settings.size > 0;
  return ({ kind, source, payload }) => (payload === "" ? isSet && !settings.has(kind) : here.length > 0 && !kinds.has(kind) && !sources.has(comesFrom(source)));
}

/** All that an archive holds is whoever's made it. */
function comesFrom(source: string): string {
  return source.startsWith(ARCHIVE_ENTRY) ? ARCHIVE_ENTRY : source;
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
/** Of attacks of several kinds on all entries: some seconds, by a measure that is the same on every machine. */
const MAXIMUM_STEPS = 4_000_000;

interface Selection {
  readonly paths: readonly string[];
  readonly lines: LinesByPath;
  readonly whole: ReadonlySet<string>;
  /** True where functions that others of the selection call are wanted as well. */
  readonly hasInner: boolean;
}

/** Entries whose runs come through one of the lines or that stand in one of the whole files, those alone that no other one of them calls. */
function selectEntries(program: Program, { paths, lines, whole, hasInner }: Selection): EntryView[] {
  const views = paths.flatMap((path) => program.entriesOf(path)).slice(0, MAXIMUM_ENTRIES).map((entry) => viewEntry(program, entry));
  const touching = views.filter((view) => whole.has(view.entry.callee?.unit.path ?? "") || touches(program, view, lines));
  const outermost = touching.filter(({ entry }) => entry.registeredTo !== "" || entry.callee === undefined || !touching.some((other) => other.entry !== entry && other.entry.callee !== undefined && runsThrough(other, entry)));
  return outermost.length > 0 && !hasInner ? outermost : touching;
}

function touches(program: Program, view: EntryView, lines: LinesByPath): boolean {
  for (const [path, wanted] of lines) {
    const unit = program.units.get(path);
    if (unit === undefined) continue;
    const { tree } = unit;
    const starts = lineStarts(tree.text);
    for (const run of view.runs) {
      for (const node of run.covered.get(path) ?? []) {
        const kind = tree.kind[node];
        if (kind === Kind.Program || kind === Kind.FunctionDeclaration || kind === Kind.ClassDeclaration || kind === Kind.Export) continue;
        const first = countUntil(starts, tree.start[node]!);
        const last = countUntil(starts, Math.max(tree.start[node]!, tree.end[node]! - 1));
        if ([...wanted].some((line) => line >= first && line <= last)) return true;
      }
      const own = view.entry.callee;
      if (own !== undefined && own.unit.path === path) {
        const first = countUntil(starts, tree.start[own.node]!);
        const last = countUntil(starts, tree.end[own.node]!);
        if ([...wanted].some((line) => line >= first && line <= last)) return true;
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
  if (inner === undefined || (caller.entry.callee?.node === inner.node && caller.entry.callee.unit === inner.unit)) return false;
  const { tree, path } = inner.unit;
  return caller.runs.some((run) => [...(run.covered.get(path) ?? [])].some((node) => node > inner.node && node < tree.subtreeEnd[inner.node]!));
}

/** The same for a function that is nothing but an expression. */
function callsWithin({ runs }: EntryView, { callee }: Entry): boolean {
  return callee !== undefined && runs.some((run) => run.events.some(({ unit, node }) => unit === callee.unit && node > callee.node && node < unit.tree.subtreeEnd[callee.node]!));
}

/** Entries of the other version, where they are here too. */
function addById(program: Program, paths: readonly string[], views: readonly EntryView[], ids: ReadonlySet<string>): EntryView[] {
  const have = new Set(views.map(({ entry }) => entry.id));
  const missing = paths.flatMap((path) => program.entriesOf(path)).filter((entry) => ids.has(entry.id) && !have.has(entry.id));
  return [...views, ...missing.map((entry) => viewEntry(program, entry))];
}

function attackAll(program: Program, paths: readonly string[], views: readonly EntryView[], kinds: readonly FlawKind[]): FoundBreach[] {
  const direct = views.flatMap((view) => attackEntry(program, view, kinds, MAXIMUM_STEPS / views.length));
  if (!kinds.some(({ isStored }) => isStored === true)) return direct;
  const others = paths.flatMap((path) => program.entriesOf(path)).filter(({ id }) => !views.some(({ entry }) => entry.id === id)).slice(0, MAXIMUM_ENTRIES);
  const stores = [...views, ...others.map((entry) => viewEntry(program, entry))];
  return [...direct, ...attackStored(program, stores, views, kinds)];
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

/** Calls that only say whether a file is there. */
const asksAlone = /(?:^|\.)(?:access|exists|l?stat)(?:Sync)?$/;

/** Kinds of attack that got through nowhere before. */
function checkNew(before: readonly FoundBreach[], after: readonly FoundBreach[], targets: readonly FlawKind[]): Refusal[] {
  const wasThere = (one: FoundBreach): boolean => before.some((other) => other.kind === one.kind || (other.entry.id === one.entry.id && other.kind.includes?.includes(one.kind.id) === true));
  const fresh = after.find((one) => !targets.includes(one.kind) && one.isStandIn !== true && !wasThere(one) && !minor.has(one.kind.id) && !asksAlone.test(one.sink));
  if (fresh === undefined) return [];
  return [{ code: "new-flaw", reason: `It brings a new flaw, ${fresh.kind.id}: \`${fresh.sink}\` at ${fresh.path}:${fresh.line} gets \`${fresh.shown}\`.` }];
}

/** True for what weighs less, stands apart from the change and comes by the same way as something that weighs more. */
function isBesides(breach: FoundBreach, all: readonly FoundBreach[], lines: LinesByPath): boolean {
  return minor.has(breach.kind.id) && distance(breach, lines) > 0 && all.some((other) => !minor.has(other.kind.id) && other.entry.id === breach.entry.id && other.source === breach.source);
}

/** Routes and flawed functions that are gone. */
function checkEntries({ after, paths }: VersionsRequest, old: readonly EntryView[], changed: readonly EntryView[], before: readonly FoundBreach[]): Refusal[] {
  const kept = new Set(changed.map(({ entry }) => entry.id));
  const names = new Set(changed.map(({ entry }) => entry.callee?.name));
  const routes = new Set(changed.map(({ entry }) => entry.registeredTo));
  const calls = new Set(changed.flatMap(({ entry, runs }) => runs.flatMap((run) => eventsOf(run, entry).map(({ name }) => name))));
  const isSwitched = (entry: Entry): boolean => isHook(entry) && before.filter((breach) => breach.entry.id === entry.id).some(({ kind }) => kind.isServedBySwitch === true && [...calls].some((name) => servesPurpose(kind, name)));
  for (const { entry } of old) {
    if (entry.callee === undefined || kept.has(entry.id)) continue;
    const isFlawed = before.some((breach) => breach.entry.id === entry.id);
    // A mark is none of the ways to a function.
    const isNamed = entry.registeredTo === "" || (entry.registeredTo.startsWith("@") && !isRoute(entry) && !isHook(entry));
    const name = entry.callee.name || nameOfEntry(entry);
    const isThere = isNamed ? names.has(name) || isDefined(after, paths, name) : routes.has(entry.registeredTo) || isSwitched(entry);
    // Those that called it are judged by themselves.
    const isInner = entry.registeredTo === "" && old.some((view) => kept.has(view.entry.id) && view.entry !== entry && view.entry.callee !== undefined && (runsThrough(view, entry) || callsWithin(view, entry)));
    if (isThere || isInner || (!isFlawed && entry.registeredTo === "")) continue;
    const shown = entry.registeredTo === "" ? `the function \`${name}\`` : `what is registered with \`${entry.registeredTo}\``;
    return [{ code: "deletes-feature", reason: `It deletes ${shown} of ${entry.path}.` }];
  }
  return [];
}

/** The name that a function has in its file where it has none of its own. */
function nameOfEntry({ id, path }: Entry): string {
  return id.slice(path.length + 1).split(/[ .]/).at(-1)!;
}

/** True where a function of the name stands in one of the changed files or of those around them, by itself or in a class. */
function isDefined(program: Program, paths: readonly string[], name: string): boolean {
  return paths.some((path) => program.namesOf(path).some(([own, value]) => (own === name && value.type === "function") || (value.type === "class" && value.members.get(name)?.type === "function")));
}

/** What a framework calls around every request. */
function isHook({ registeredTo }: Entry): boolean {
  return /(?:after|before|teardown)_\w*request|middleware|\bhook\b/.test(registeredTo);
}

function describe(before: readonly FoundBreach[], after: readonly FoundBreach[], entries: number): string[] {
  const show = (all: readonly FoundBreach[]): string => (all.length === 0 ? "no simulated attack gets through" : `${all.length} simulated ${all.length === 1 ? "attack gets" : "attacks get"} through (${[...new Set(all.map((one) => `${one.kind.id} at ${one.path}:${one.line}`))].slice(0, 3).join(", ")})`);
  if (entries === 0) return ["No function that comes through the change could be simulated."];
  return [`${entries} ${entries === 1 ? "entry" : "entries"} simulated. Original: ${show(before)}. Fixed: ${show(after)}.`];
}
