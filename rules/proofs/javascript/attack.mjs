// Attacks what a changed file hands out, and writes what was seen as one line of JSON.
//
// The request is the program's first argument: `{file, lines: {file: [line]}, kinds: [id], texts: [usual text]}`.

import { createHash } from "node:crypto";
import { readFileSync, writeSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { kinds, separatorsOf, shown, watch } from "./attack-kinds.mjs";
import { routesOf } from "./attack-surface.mjs";
import { slowText } from "./attack-time.mjs";
import { bounded } from "./bounded.mjs";
import { ANSWER, Rest } from "./frame.mjs";
import { Lines } from "./lines.mjs";
import { Outcome } from "./outcome.mjs";

const BUDGET_MS = 5000;
const ASYNC_MS = 300;
const MAXIMUM_ROUTES = 30;
const MAXIMUM_ORDINARY = 12;

const request = JSON.parse(process.argv[2]);
/** Of the processor: where a machine has other work the same is tried. */
const isLate = () => process.cpuUsage().user / 1000 > BUDGET_MS;

async function attack() {
  watch();
  const lines = new Lines(request.lines);
  const rest = new Rest({ keepsErrors: false });
  rest.begin(new Outcome());
  let exported;
  try {
    exported = await import(pathToFileURL(resolve(request.file)).href);
  } catch (error) {
    return { problem: `${request.file} cannot be loaded: ${String(error?.message ?? error).split("\n")[0]}` };
  }
  const routes = routesOf(exported, basename(request.file).replace(/\.\w+$/, ""), readFileSync(request.file, "utf8")).slice(0, MAXIMUM_ROUTES);
  const breaches = [];
  const plain = [];
  for (const route of routes) {
    plain.push(...(await ordinaryCalls(route, lines)));
    const places = route.places();
    const surroundings = { hasFolder: places.some(({ isFolder }) => isFolder), separators: request.kinds.includes("line-injection") ? await separators(route, places) : [] };
    for (const place of places) breaches.push(...(await attackPlace(route, place, surroundings, lines)));
  }
  return { breaches, plain };
}

async function ordinaryCalls(route, lines) {
  const calls = [];
  const [first] = route.places();
  const given = [route.ordinary(), ...(first === undefined ? [] : request.texts.slice(0, MAXIMUM_ORDINARY).map((text) => first.given(text)))];
  for (const values of given) {
    lines.begin();
    const value = await attempt(() => route.begin(values));
    calls.push({ call: `\`${route.callable}(${values.map(shown).join(", ")})\``, value: value === undefined ? undefined : digest(value), reaches: lines.end() });
  }
  return calls;
}

async function separators(route, places) {
  const texts = [];
  for (const place of places) texts.push(await attempt(() => route.begin(place.given("text"))));
  return separatorsOf(texts);
}

async function attackPlace(route, place, surroundings, lines) {
  const found = [];
  for (const id of request.kinds) {
    const kind = kinds[id];
    if (isLate() || kind?.isFor?.({ ...place, ...surroundings }) === false) continue;
    lines.begin();
    const seen = id === "slow-pattern" ? slow(route, place) : kind === undefined ? undefined : await firstBreach(kind, route, place, surroundings.separators, lines);
    if (seen !== undefined) found.push({ kind: id, callable: route.callable, parameter: place.name, ...seen, reaches: lines.end() });
  }
  return found;
}

function slow(route, place) {
  const text = slowText((value) => route.begin(place.given(value)), request.texts, isLate);
  return text === undefined ? undefined : { payload: text, effect: "takes far more time than in proportion to the text" };
}

/** The first variant that gets through, with what is called besides afterwards. */
async function firstBreach(kind, route, place, between, lines) {
  const withstood = new Set();
  for (const payload of kind.payloads(between)) {
    if (isLate()) return undefined;
    lines.begin();
    kind.begin();
    const value = await attempt(() => route.begin(place.given(payload instanceof Uint8Array ? payload : structuredClone(payload))));
    let effect = kind.effect(value, payload);
    for (const call of effect === undefined ? route.follow(value) : []) {
      await attempt(call);
      effect ??= kind.effect(undefined, payload);
    }
    if (effect !== undefined) return { payload: shown(payload), effect, isGuarded: withstood.has(formOf(payload)) };
    withstood.add(formOf(payload));
  }
  return undefined;
}

/** That a function takes no text says nothing of what it does with patterns. */
function formOf(payload) {
  return Object.prototype.toString.call(payload);
}

/** What a call gives; undefined of one that fails or takes too long. */
async function attempt(begin) {
  try {
    const value = bounded(begin);
    if (typeof value?.then !== "function") return value;
    return await Promise.race([value, new Promise((finish) => setTimeout(finish, ASYNC_MS))]);
  } catch {
    return undefined;
  }
}

function digest(value) {
  const text = typeof value === "object" ? (value?.constructor?.name ?? "object") : String(value);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

writeSync(ANSWER, `${JSON.stringify(await attack())}\n`);
process.exit(0);
