// Attacks a simulated program: which outside data reaches what, and in which form.

import { escapeHtml } from "../analyzers/symbolic/markup.ts";
import type { CallEvent, Codec } from "../analyzers/symbolic/machine.ts";
import { ARCHIVE_ENTRY } from "../analyzers/symbolic/outside-names.ts";
import type { Entry, Program, Run } from "../analyzers/symbolic/program.ts";
import { type Value, MARK, known, text } from "../analyzers/symbolic/values.ts";
import { nameOf } from "../syntax/tree.ts";
import { takeApart } from "./apart.ts";
import { passing, sampleOf } from "./sample-pattern.ts";
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
  /** That line, without the space around it. */
  readonly code: string;
  /** 0-based offset of the call. */
  readonly offset: number;
  /** What the call does, where its kind tells calls apart by that. */
  readonly purpose: string;
  /** True where the source is of another request, whose data the program kept. */
  readonly isStored?: boolean;
  /** True for what stands only where the program is started without any variable of the environment. */
  readonly isStandIn?: boolean;
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
  // An archive whose entries nobody looks at has them all the same, and links among them.
  if (runs.some((run) => run.events.some(({ name }) => /\.extract(?:all)?$/.test(name)))) seen.add(ARCHIVE_ENTRY);
  // What lies under a key that the simulation made up is met again under the key that an attack makes up.
  const sources = [...seen].filter((path) => !path.endsWith(`.${ORDINARY}`) && path.split(/[.[\]]/).filter((part) => part === ORDINARY).length < 2).slice(0, MAXIMUM_SOURCES);
  return { entry, runs, sources };
}

/** Outside values that a call gets without anybody having looked at them as text. */
function wholeSources(event: CallEvent): string[] {
  const values = [...event.arguments.positional, ...event.arguments.named.values()];
  return values.flatMap((value) => outsideIn(value, 0));
}

const MAXIMUM_DEPTH = 3;

function outsideIn(value: Value, depth: number): string[] {
  if (value.type === "outside") return [value.path];
  const items = depth > MAXIMUM_DEPTH ? [] : value.type === "list" ? value.items : value.type === "dict" ? [...value.entries.values()] : [];
  return items.flatMap((item) => outsideIn(item, depth + 1));
}

/** What is sent, as it is shown to whoever reads the verdict. */
function shownAsJson(value: Value): string {
  if (value.type === "list") return `[${value.items.map(shownAsJson).join(",")}]`;
  if (value.type === "dict") return `{${[...value.entries].map(([key, item]) => `"${key}":${shownAsJson(item)}`).join(",")}}`;
  return JSON.stringify(known(value) ?? "");
}

/** All events of a run; what a route returns is its answer. */
export function eventsOf(run: Run, entry: Entry): readonly CallEvent[] {
  if (run.result === undefined || entry.callee === undefined) return run.events;
  const event: CallEvent = { name: "return", receiver: undefined, arguments: { positional: [run.result], named: new Map() }, unit: entry.callee.unit, node: entry.callee.node, checkedTypes: new Set(), isPure: false, answerType: run.answerType };
  return [...run.events, event];
}

/** True for a function that answers requests by what it returns. */
export function isRoute(entry: Entry): boolean {
  return /route|\.get\b|\.post\b|\.put\b|\.delete\b|\.patch\b|api_view|expose|view_config/.test(entry.registeredTo);
}

/** Every way in which one of the kinds of attack gets through the entry, as far as the steps of the program's runs go. */
export function attackEntry(program: Program, view: EntryView, kinds: readonly FlawKind[], maximumSteps = Number.POSITIVE_INFINITY): FoundBreach[] {
  const { entry } = view;
  const end = program.steps + maximumSteps;
  const found = new Map<string, FoundBreach>();
  // A guard turns ordinary input away before anything is done with it, and lets an attack pass: what is called there counts, too.
  const names = [...new Set([...view.runs.flatMap((run) => eventsOf(run, entry).map(({ name }) => name)), ...namesIn(program, view)])];
  const learnt: Learnt = { words: new Set(), patterns: new Map(), decoded: new Set(), surroundings: new Set() };
  for (const run of view.runs) learn(learnt, run);
  // Ordinary input may be turned away before it is decoded.
  if (names.some((name) => takesAway.test(name))) learnt.decoded.add("url");
  const own = new Set<string>();
  let unset: UnsetRuns | undefined;
  for (const kind of kinds) {
    if (!names.some((name) => kind.payloads.length === 0 || servesPurpose(kind, name))) continue;
    if (kind.payloads.length === 0) {
      // What is wrong for everybody is wrong where nobody has said anything else.
      unset ??= runUnset(program, entry);
      for (const run of unset.asStarted) for (const breach of judgeRun(run, entry, kind, "", "")) found.set(keyOf(breach), breach);
      for (const run of unset.startedSo) for (const breach of judgeRun(run, entry, kind, "", "")) if (!found.has(keyOf(breach))) found.set(keyOf(breach), { ...breach, isStandIn: true });
      continue;
    }
    const tried = new Set<string>();
    let runs = 0;
    const send = (source: string, payload: string, { ordinary = ORDINARY, sent }: { readonly ordinary?: string; readonly sent?: Value } = {}): void => {
      const key = `${source}\0${payload}\0${ordinary}`;
      if (runs > MAXIMUM_RUNS || program.steps > end || tried.has(key)) return;
      tried.add(key);
      const ways = program.explore(entry, { focus: source, payload, ordinary, ...(sent === undefined ? {} : { sent }) }, MAXIMUM_WAYS);
      runs += ways.length;
      for (const run of ways) {
        learn(learnt, run);
        for (const breach of judgeRun(run, entry, kind, source, payload)) if (!isOfAnother(breach, view) && !isCallersOwn(breach, own) && !found.has(keyOf(breach))) found.set(keyOf(breach), breach);
      }
    };
    const sources = view.sources.filter((source) => source.startsWith(kind.comesFrom ?? ""));
    for (const source of sources) for (const payload of kind.payloads) send(source, payload);
    for (const source of sources) for (const { payload, ordinary } of kind.pairs ?? []) send(source, payload, { ordinary });
    const objects = program.units.get(entry.path)?.dialect.declaresByAssignment === false ? (kind.objects?.(new Set(names)) ?? []) : [];
    for (const source of sources.filter((one) => !/[\]*]$/.test(one) && !entry.plain.some((field) => one.endsWith(`.${field}`)))) for (const sent of objects) send(source, shownAsJson(sent), { sent });
    // What the program asked of those makes more of them, and what it asked of these still more.
    runs = 0;
    for (let round = 0, known = -1; round < MAXIMUM_ROUNDS && sizeOf(learnt) > known; round += 1) {
      known = sizeOf(learnt);
      for (const source of sources) for (const payload of madeFor(learnt, kind)) send(source, payload);
    }
  }
  return [...found.values()];
}

/** Runs where nobody has set anything: of the program as it is, and of one that was started so. */
interface UnsetRuns {
  readonly asStarted: readonly Run[];
  readonly startedSo: readonly Run[];
}

function runUnset(program: Program, entry: Entry): UnsetRuns {
  const input = { focus: undefined, payload: ORDINARY, ordinary: ORDINARY, isUnset: true };
  const twin = program.unset === program ? undefined : program.unset.entriesOf(entry.path).find(({ id }) => id === entry.id);
  return { asStarted: program.explore(entry, input, MAXIMUM_WAYS), startedSo: twin === undefined ? [] : program.unset.explore(twin, input, MAXIMUM_WAYS) };
}

/** Names in the files that the entry's runs came through. */
export function namesIn(program: Program, { entry, runs }: EntryView): string[] {
  const paths = new Set([entry.path, ...runs.flatMap((run) => [...run.covered.keys()])]);
  return [...paths].flatMap((path) => program.units.get(path)?.tree.names ?? []);
}

/** What runs told of the program: attacks are made from it. */
interface Learnt {
  readonly words: Set<string>;
  readonly patterns: Map<string, RegExp>;
  readonly decoded: Set<Codec>;
  readonly surroundings: Set<string>;
}

function learn({ words, patterns, decoded, surroundings }: Learnt, run: Run): void {
  for (const word of run.comparedWith) words.add(word);
  for (const [key, pattern] of run.patterns) patterns.set(key, pattern);
  for (const codec of run.decoded) decoded.add(codec);
  for (const around of run.surroundings) if (surroundings.size < MAXIMUM_SURROUNDINGS) surroundings.add(around);
}

const MAXIMUM_SURROUNDINGS = 6;
const MAXIMUM_SURROUNDED = 4;

const MAXIMUM_ROUNDS = 3;

function sizeOf({ words, patterns, decoded, surroundings }: Learnt): number {
  return words.size + patterns.size + decoded.size + surroundings.size;
}

function madeFor({ words, patterns, decoded, surroundings }: Learnt, kind: FlawKind): string[] {
  const samples = [...patterns.values()].flatMap((pattern) => sampleOf(pattern) ?? []);
  const fitted = [...patterns.values()].flatMap((pattern) => passing(pattern, kind.payloads).slice(0, MAXIMUM_FITTED)).slice(0, 2 * MAXIMUM_VARIANTS);
  const rests = [...words].filter((word) => /^\/\w/.test(word)).slice(0, MAXIMUM_WORDED);
  const continued = fitted.slice(0, MAXIMUM_WORDS).flatMap((start) => rests.map((rest) => start.replace(/\/+$/, "") + rest));
  const variants = (kind.variants?.(new Set([...words, ...samples])) ?? []).slice(0, MAXIMUM_VARIANTS);
  return [...variants, ...fitted, ...continued, ...encodedFor(decoded, [...kind.payloads, ...variants], words), ...withWords(words, kind.payloads), ...[...surroundings].flatMap((around) => kind.payloads.slice(0, kind.isWhole === true ? 0 : MAXIMUM_SURROUNDED).map((payload) => around.replace("*", () => payload)))];
}

/** Of one pattern. */
const MAXIMUM_FITTED = 24;
const MAXIMUM_WORDS = 6;
const MAXIMUM_WORDED = 3;

/** Attacks that hold a word which the program looks for, in front and behind. */
function withWords(words: ReadonlySet<string>, payloads: readonly string[]): string[] {
  return [...words].filter((word) => /^[\w .-]{2,40}$/.test(word)).slice(0, MAXIMUM_WORDS).flatMap((word) => payloads.filter((payload) => payload.startsWith(MARK)).slice(0, MAXIMUM_WORDED).flatMap((payload) => [word + payload, payload + word]));
}

/** Attacks in the encodings that the program takes away, also behind a folder that it looks for before that. */
function encodedFor(codecs: ReadonlySet<Codec>, payloads: readonly string[], words: ReadonlySet<string>): string[] {
  const encoded = [...codecs].flatMap((codec) => payloads.map((payload) => encoders[codec](payload)));
  const folders = [...words].filter((word) => /^\/./.test(word)).slice(0, MAXIMUM_WORDS);
  return [...encoded, ...folders.flatMap((folder) => encoded.map((one) => `${folder.replace(/\/$/, "")}/${one}`))];
}

const takesAway = /^(?:decodeURI(?:Component)?|unquote(?:_plus)?)$/;

const encoders: Readonly<Record<Codec, (payload: string) => string>> = { url: encodeAll, html: escapeHtml, "utf-16": widen };

/** A document's declarations in letters of two bytes: no look at its bytes finds them. */
function widen(payload: string): string {
  return payload.replaceAll(/<![A-Z]+/g, (word) => [...word].join("\0"));
}

/** Every character that is no letter or digit as its percent signs. */
function encodeAll(payload: string): string {
  return payload.replaceAll(/[^A-Za-z\d]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** An outside value that arrives whole is judged where it is itself the attacker's. */
function isOfAnother({ shown, source }: FoundBreach, { sources }: EntryView): boolean {
  return shown !== source && sources.includes(shown);
}

/** A library's function that opens the very path it is given, starts the very program or writes the very line to a stream, does what its caller asks. */
function isCallersOwn(breach: FoundBreach, own: Set<string>): boolean {
  const { kind, entry, source, payload, shown, sink } = breach;
  // Who starts the program says where its files are.
  const isOperators = /^(?:(?:(?:sys|process)\.)?argv|process\.env|os\.environ)\b/.test(source);
  if ((kind.id !== "path-traversal" && !(kind.id === "log-injection" && sink.endsWith(".write")) && breach.isChoice !== true) || (!isOperators && (entry.registeredTo !== "" || source === ARCHIVE_ENTRY || /(?:^|\.)(?:req|request|ctx|event|argv|stdin|self)\b|request/i.test(source)))) return false;
  if (own.has(keyOf(breach))) return true;
  if (shown !== source && shown !== payload && !(payload.startsWith("..") && shown.startsWith(payload))) return false;
  own.add(keyOf(breach));
  return true;
}

/** The same for every attack on one place by one source. */
export function keyOf(breach: FoundBreach): string {
  return `${breach.kind.id} ${breach.path} ${breach.offset} ${breach.source}`;
}

/** What attacks of a kind did in one run. */
export function judgeRun(run: Run, entry: Entry, kind: FlawKind, source: string, payload: string): FoundBreach[] {
  return eventsOf(run, entry).flatMap((event) => {
    const isSent = kind.isText === true || (kind.isArgument === true && event.arguments.positional.some(({ type }) => type === "list"));
    const sent = takeApart(isSent ? asSent(event, source, payload) : event, payload, ORDINARY);
    const breach = sent.map((one) => kind.judge(one, isRoute(entry))).find((one) => one !== undefined);
    if (breach === undefined || (kind.namesFiles === true && isBelowItsRoot(run, breach))) return [];
    const { tree, path } = event.unit;
    const offset = tree.start[event.node] ?? 0;
    const before = tree.text.slice(0, offset).split("\n");
    const line = before.length;
    const code = `${before.at(-1)!}${tree.text.slice(offset).split("\n", 1)[0]!}`.trim();
    const sink = event.name === "return" ? `return of ${nameOf(tree, event.node) || "the function"}` : event.name;
    return [{ ...breach, kind, entry, source, payload, sink, path, line, code, offset, purpose: kind.purposeOf?.(event) ?? "" }];
  });
}

/** A path that the program held against a root which comes from the same source: that root is its caller's own choice. */
function isBelowItsRoot({ comparedWith }: Run, { shown }: Breach): boolean {
  return [...comparedWith].some((root) => root.startsWith("/") && root.includes(MARK) && shown.startsWith(root.replace(/\/$/, "")));
}

/** The call with the text that was sent in the place of the outside value that nobody has looked at. */
function asSent(event: CallEvent, source: string, payload: string): CallEvent {
  const sent = (value: Value): Value => {
    if (value.type === "list" && value.items.some((item) => item.type === "outside")) return { ...value, items: value.items.map(sent) };
    return value.type === "outside" && value.path === source ? text(payload) : value;
  };
  return { ...event, arguments: { positional: event.arguments.positional.map(sent), named: new Map([...event.arguments.named].map(([name, value]) => [name, sent(value)] as const)) } };
}
