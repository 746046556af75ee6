// Attacks a simulated program: which outside data reaches what, and in which form.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import { ARCHIVE_ENTRY } from "../analyzers/symbolic/outside-names.ts";
import type { Entry, Program, Run } from "../analyzers/symbolic/program.ts";
import { nameOf } from "../syntax/tree.ts";
import { passing } from "./sample-pattern.ts";
import { type Breach, type FlawKind, servesPurpose } from "./kinds/flaw-kind.ts";

/** An attack that got through. */
export interface FoundBreach extends Breach {
  readonly kind: FlawKind;
  readonly entry: Entry;
  /** The outside value that the attacker chose. */
  readonly source: string;
  readonly payload: string;
  /** The call that it reached. */
  readonly sink: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based offset of the call. */
  readonly offset: number;
  /** Enclosing function's name, for comparing versions. */
  readonly order: number;
}

const ORDINARY = "7";
const MAXIMUM_WAYS = 24;
const MAXIMUM_SOURCES = 10;
const MAXIMUM_VARIANTS = 24;
/** Of each kind of attack on one entry. */
const MAXIMUM_RUNS = 800;

/** What is ordinary in one entry: its runs without an attacker. */
export interface EntryView {
  readonly entry: Entry;
  readonly runs: readonly Run[];
  readonly sources: readonly string[];
}

/** Looks at an entry without attacking it. */
export function viewEntry(program: Program, entry: Entry): EntryView {
  const runs = program.explore(entry, { focus: undefined, payload: ORDINARY, ordinary: ORDINARY }, MAXIMUM_WAYS);
  const seen = new Set(runs.flatMap((run) => [...run.seen, ...run.events.flatMap(wholeSources)]));
  const readsEntries = [...seen].some((path) => path.startsWith(`${ARCHIVE_ENTRY}.`));
  // An archive whose entries nobody looks at has them all the same.
  if (!readsEntries && runs.some((run) => run.events.some(({ name }) => /\.extract(?:all)?$/.test(name)))) seen.add(ARCHIVE_ENTRY);
  // What lies under a key that the simulation made up is met again under the key that an attack makes up.
  const sources = [...seen].filter((path) => !path.endsWith(`.${ORDINARY}`) && path.split(/[.[\]]/).filter((part) => part === ORDINARY).length < 2).slice(0, MAXIMUM_SOURCES);
  return { entry, runs, sources };
}

/** Outside values that a call gets without anybody having looked at them as text. */
function wholeSources(event: CallEvent): string[] {
  const values = [...event.arguments.positional, ...event.arguments.named.values()];
  return values.flatMap((value) => {
    if (value.type === "outside") return [value.path];
    const items = value.type === "list" ? value.items : value.type === "dict" ? [...value.entries.values()] : [];
    return items.flatMap((item) => (item.type === "outside" ? [item.path] : []));
  });
}

/** All events of a run; what a route returns is its answer. */
export function eventsOf(run: Run, entry: Entry): readonly CallEvent[] {
  if (run.result === undefined || entry.callee === undefined) return run.events;
  const event: CallEvent = { name: "return", receiver: undefined, arguments: { positional: [run.result], named: new Map() }, unit: entry.callee.unit, node: entry.callee.node, checkedTypes: new Set() };
  return [...run.events, event];
}

/** True for a function that answers requests by what it returns. */
export function isRoute(entry: Entry): boolean {
  return /route|\.get\b|\.post\b|\.put\b|\.delete\b|\.patch\b|api_view|expose|view_config/.test(entry.registeredTo);
}

/** Every way in which one of the kinds of attack gets through the entry. */
export function attackEntry(program: Program, view: EntryView, kinds: readonly FlawKind[]): FoundBreach[] {
  const { entry } = view;
  const found = new Map<string, FoundBreach>();
  const seenNames = new Set(view.runs.flatMap((run) => eventsOf(run, entry).map(({ name }) => name)));
  const words = new Set(view.runs.flatMap((run) => [...run.comparedWith]));
  const patterns = new Map(view.runs.flatMap((run) => [...run.patterns]));
  const own = new Set<string>();
  let runs = 0;
  for (const kind of kinds) {
    if (![...seenNames].some((name) => kind.payloads.length === 0 || servesPurpose(kind, name))) continue;
    if (kind.payloads.length === 0) {
      for (const run of view.runs) for (const breach of judgeRun(run, entry, kind, "", "")) found.set(keyOf(breach), breach);
      continue;
    }
    runs = 0;
    for (const source of view.sources) {
      const payloads = [...kind.payloads, ...(kind.variants?.(words) ?? []).slice(0, MAXIMUM_VARIANTS), ...[...patterns.values()].flatMap((pattern) => passing(pattern, kind.payloads)).slice(0, MAXIMUM_VARIANTS)];
      for (const payload of payloads) {
        if (runs > MAXIMUM_RUNS) break;
        const tried = program.explore(entry, { focus: source, payload, ordinary: ORDINARY }, MAXIMUM_WAYS);
        runs += tried.length;
        for (const run of tried) {
          for (const word of run.comparedWith) words.add(word);
          for (const [key, pattern] of run.patterns) patterns.set(key, pattern);
          for (const breach of judgeRun(run, entry, kind, source, payload)) if (!isOfAnother(breach, view) && !isCallersOwnPath(breach, own) && !found.has(keyOf(breach))) found.set(keyOf(breach), breach);
        }
      }
    }
  }
  return [...found.values()];
}

/** An outside value that arrives whole is judged where it is itself the attacker's. */
function isOfAnother({ shown, source }: FoundBreach, { sources }: EntryView): boolean {
  return shown !== source && sources.includes(shown);
}

/** A library's function that opens the very path it is given does what its caller asks. */
function isCallersOwnPath(breach: FoundBreach, own: Set<string>): boolean {
  const { kind, entry, source, payload, shown } = breach;
  if (kind.id !== "path-traversal" || entry.registeredTo !== "" || source === ARCHIVE_ENTRY || /(?:^|\.)(?:req|request|ctx|event|argv|stdin|self)\b|request/i.test(source)) return false;
  if (own.has(keyOf(breach))) return true;
  if (shown !== source && !(payload.startsWith("..") && shown.startsWith(payload))) return false;
  own.add(keyOf(breach));
  return true;
}

function keyOf(breach: FoundBreach): string {
  return `${breach.kind.id} ${breach.path} ${breach.offset} ${breach.source}`;
}

function judgeRun(run: Run, entry: Entry, kind: FlawKind, source: string, payload: string): FoundBreach[] {
  return eventsOf(run, entry).flatMap((event, order) => {
    const breach = kind.judge(event, isRoute(entry));
    if (breach === undefined) return [];
    const { tree, path } = event.unit;
    const offset = tree.start[event.node] ?? 0;
    const line = tree.text.slice(0, offset).split("\n").length;
    const sink = event.name === "return" ? `return of ${nameOf(tree, event.node) || "the function"}` : event.name;
    return [{ ...breach, kind, entry, source, payload, sink, path, line, offset, order }];
  });
}
