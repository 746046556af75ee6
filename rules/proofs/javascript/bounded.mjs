// Bounds what runs at one stretch, which nothing but the engine itself can end.

import { Script } from "node:vm";

export const CALL_MS = 2000;
const BEGIN = Symbol.for("assay.begin");
const script = new Script('globalThis[Symbol.for("assay.begin")]()');

/** Runs it and gives its result; throws an error of the name `TooLong` where it takes too long. */
export function bounded(begin) {
  globalThis[BEGIN] = begin;
  try {
    return script.runInThisContext({ timeout: CALL_MS });
  } catch (error) {
    throw error?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT" ? tooLong() : error;
  }
}

export function tooLong() {
  return Object.assign(new Error("the time is up"), { name: "TooLong" });
}
