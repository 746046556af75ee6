// Calls a function with many ordinary inputs and writes, as one line of JSON, what each came to.
//
// The request is the program's first argument: `{file, callable, lines: {file: [line]}, inputs: [{parameter, value, others:
// {name: value}}], names: [file name], programs: [command]}`. `names` are files that the function may ask for, `programs`
// commands that it may start.

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative, resolve, sep } from "node:path";
import { watchFiles } from "./files.mjs";
import { ANSWER, Rest, run } from "./frame.mjs";
import { Lines } from "./lines.mjs";
import { CannotRun, load } from "./load.mjs";
import { Call } from "./ways.mjs";

const MAXIMUM_SHOWN = 60;
const MAXIMUM_FOLDERS = 12;
const MAXIMUM_KEPT = 100_000;
const STUB = '#!/bin/sh\nprintf "%s\\n" "${0##*/}" "$@"\n';
/** What says that something is missing here, not that the program is wrong. */
const surroundings = /^(?:E[A-Z]{2,}|ERR_(?:MODULE|INVALID_URL|SOCKET|TLS)\w*|MODULE_NOT_FOUND|UND_ERR\w*)$/;

const request = JSON.parse(process.argv[2]);
const here = process.cwd() + sep;

/** What a file held before the call under way wrote to it. */
const touched = new Map();
let isOn = false;

async function compare() {
  const outcomes = [];
  const lines = new Lines(request.lines);
  const restless = new Rest({ keepsErrors: false });
  // The database is there where its package is.
  const { doubles, renew } = await import("./sql.mjs").then((sql) => sql.databaseDoubles()).catch(() => ({ doubles: [], renew: () => undefined }));
  try {
    const found = await load(request.file, request.callable);
    const calls = new Map();
    for (const { parameter, value, others } of request.inputs) {
      const call = calls.get(parameter) ?? new Call({ ...found, file: request.file, parameter, doubles });
      calls.set(parameter, call);
      call.others = others;
      renew([value, ...Object.values(others)]);
      outcomes.push(await observe(call, value, restless, lines));
    }
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    return { outcomes, problem: error.message };
  }
  return { outcomes };
}

async function observe(call, value, restless, lines) {
  touched.clear();
  lines.begin();
  isOn = true;
  let caught;
  const outcome = await run(call, value, undefined, restless, (error) => (caught = error));
  isOn = false;
  const said = { is: kindOf(outcome, caught), reaches: lines.end() };
  if (said.is !== "value") return { ...said, shown: outcome.error ?? String(outcome.status) };
  const written = [...touched].sort().flatMap(([path, before]) => (textOf(path) === before ? [] : [[relative(here, path), textOf(path)]]));
  const text = JSON.stringify(outcome.value);
  return {
    ...said,
    value: digest({ value: outcome.value, status: outcome.status, location: outcome.headers.location, written }),
    printed: digest(outcome.printed),
    shown: headOf(outcome.value !== null || outcome.printed === "" ? text : outcome.printed),
    isEmpty: outcome.value === false || text === "null" || text === '""' || text === "[]" || text === "{}",
    isOpaque: isOpaque(outcome.kept),
  };
}

function headOf(text) {
  return text.length <= MAXIMUM_SHOWN ? text : `${text.slice(0, MAXIMUM_SHOWN)}…`;
}

function digest(value) {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

/** Whether nothing is known of it but what its class is called. */
function isOpaque(value) {
  if (typeof value !== "object" || value === null || typeof value.statusCode === "number") return typeof value === "function";
  const prototype = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null && !Array.isArray(value) && !(value instanceof Uint8Array) && !(value instanceof Map) && !(value instanceof Set) && !(value instanceof Response);
}

/** `value`; `refused`: the program's own word; `misuse`, `unknown-name`: its own fault; `surroundings`: something is missing here; `failed`: any other error. */
function kindOf(outcome, error) {
  // Over HTTP an error comes as its name.
  const name = outcome.error;
  if (name === undefined) return (outcome.status ?? 200) >= 400 ? "refused" : "value";
  if (isOwnWord(error)) return "refused";
  if (name === "ReferenceError") return "unknown-name";
  if (name === "TypeError") return "misuse";
  if (name === "TooLong" || surroundings.test(error?.code ?? "") || typeof error?.status === "number") return "surroundings";
  return "failed";
}

/** Whether a statement of the project threw it itself. */
function isOwnWord(error) {
  const place = /\n\s+at .*?((?:file:\/\/)?\/[^\s():]+):(\d+):\d+/.exec(error?.stack ?? "");
  if (place === null) return false;
  const path = resolve(place[1].replace(/^file:\/\//, ""));
  return path.startsWith(here) && existsSync(path) && /\bthrow\b/.test(readFileSync(path, "utf8").split("\n")[Number(place[2]) - 1] ?? "");
}

function textOf(path) {
  try {
    return readFileSync(path, "utf8").slice(0, MAXIMUM_KEPT);
  } catch {
    return existsSync(path) && statSync(path).isDirectory() ? "a folder" : null;
  }
}

function makeFiles(names) {
  const folders = readdirSync(".", { recursive: true, withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => join(one.parentPath ?? one.path, one.name)).sort();
  for (const folder of [".", ...folders].filter((one) => !/(?:^|\/)(?:node_modules|\.[^/.])/.test(one)).slice(0, MAXIMUM_FOLDERS)) {
    for (const name of names) if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), `what ${name} holds\n`);
  }
}

/** A program is stood in for by one that prints what it was started with: what it would say depends on the machine. */
function makePrograms(programs) {
  const folder = mkdtempSync(join(tmpdir(), "programs-"));
  for (const name of programs) writeFileSync(join(folder, name), STUB, { mode: 0o755 });
  process.env.PATH = [folder, process.env.PATH ?? "/usr/bin:/bin"].join(delimiter);
}

makePrograms(request.programs);
makeFiles(request.names);
watchFiles((path) => {
  if (!isOn || !path.startsWith(here) || touched.has(path)) return;
  isOn = false;
  touched.set(path, textOf(path));
  isOn = true;
});
writeSync(ANSWER, `${JSON.stringify(await compare())}\n`);
process.exit(0);
