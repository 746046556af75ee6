// Calls a function once with ordinary input and once with each attack, and writes what was seen as one line of JSON.
//
// The request is the program's first argument: `{file, callable, parameter}`, the file relative to the working folder.

import { writeSync } from "node:fs";
import { CALL_MS, bounded, tooLong } from "./bounded.mjs";
import { CannotRun, load } from "./load.mjs";
import { Outcome } from "./outcome.mjs";
import { Call } from "./ways.mjs";

/** The pipe that the answer goes through: what the program prints is another matter. */
export const ANSWER = 3;
const SETTLE_MS = 1000;
const PRINTED_CHARACTERS = 100_000;
/** What the event loop waits for while a call's work is not done. */
const work = /^(?:ProcessWrap|FSReq|GetAddrInfoReq|TCPConnectWrap)/;

/**
 * Runs a proof and writes its answer. `attacks` are the variants of one exploit, the plainest first: a deny-list that stops
 * the first meets the others. `doubles` are pairs of a pattern and a factory: what a parameter of such a name is given.
 */
export async function prove({ benign, attacks, isExploited, doubles = [], beforeCall }) {
  const request = JSON.parse(process.argv[2]);
  let answer = { exploited: false, benign: null };
  const restless = new Rest();
  try {
    const found = await load(request.file, request.callable);
    const call = new Call({ ...found, file: request.file, parameter: request.parameter, doubles });
    const ordinary = await run(call, benign, beforeCall, restless);
    answer.benign = ordinary.shown();
    for (const attack of attacks) {
      const outcome = await run(call, attack, beforeCall, restless);
      if (!isExploited(outcome)) continue;
      answer = { ...answer, exploited: true, attack: (typeof attack === "string" ? JSON.stringify(attack) : describe(attack)).slice(0, 200) };
      break;
    }
    if (!answer.exploited && ordinary.error === "TypeError") answer.problem = "the function cannot be called with simple values";
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    answer.problem = error.message;
  }
  writeSync(ANSWER, `${JSON.stringify(answer)}\n`);
  process.exit(0);
}

function describe(attack) {
  return attack instanceof Uint8Array ? `${attack.length} bytes` : JSON.stringify(attack);
}

/** One call, its output kept apart and its time bounded, until what it began is done. `catches` is told the program's failure. */
export async function run(call, value, beforeCall, restless, catches = () => undefined) {
  const outcome = new Outcome();
  await beforeCall?.(value);
  restless.begin(outcome);
  const begin = performance.now();
  try {
    await outcome.take(await within(() => call.begin(value)));
    await settle();
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    outcome.takeError(error);
    catches(error);
  } finally {
    restless.end();
  }
  if (outcome.error === undefined && restless.error !== undefined) {
    outcome.takeError(restless.error);
    catches(restless.error);
  }
  outcome.seconds = (performance.now() - begin) / 1000;
  return outcome;
}

/** Bounds what runs at one stretch and what is waited for. */
async function within(begin) {
  const started = bounded(begin);
  let timer;
  const late = new Promise((_, refuse) => (timer = setTimeout(() => refuse(tooLong()), CALL_MS)));
  try {
    return await Promise.race([started, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function settle() {
  const deadline = performance.now() + SETTLE_MS;
  do {
    await new Promise((next) => setTimeout(next, 2));
  } while (performance.now() < deadline && process.getActiveResourcesInfo().some((name) => work.test(name)));
}

/** Keeps what is printed, what is complained of only where `keepsErrors`, and errors that nobody waits for. */
export class Rest {
  #outcome;
  error;

  constructor({ keepsErrors = true } = {}) {
    for (const stream of [process.stdout, process.stderr]) {
      const keeps = keepsErrors || stream === process.stdout;
      stream.write = (chunk, encoding, done) => {
        if (this.#outcome !== undefined && keeps) this.#outcome.printed = (this.#outcome.printed + String(chunk)).slice(0, PRINTED_CHARACTERS);
        const callback = typeof encoding === "function" ? encoding : done;
        callback?.();
        return true;
      };
    }
    for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, (error) => (this.error ??= error));
  }

  begin(outcome) {
    this.#outcome = outcome;
    this.error = undefined;
  }

  end() {
    this.#outcome = undefined;
  }
}
