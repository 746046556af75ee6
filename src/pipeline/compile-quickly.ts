// How hard Node tries to make fast code: a scan calls much code a few times, and must not wait for what comes too late.

import { setFlagsFromString } from "node:v8";

/**
 * How much of a function runs, in bytes of its bytecode, before V8 looks whether to optimise it; what Node sets is 66 to
 * 132 KiB. A scan calls some thousand functions with ever new shapes of syntax: optimised that early, many are thrown away
 * and made again, on a thread that takes the processor from the other worker. Measured: a quarter less processor time for
 * twenty files as for a whole project (`bench/check.ts`, `bench/speed.ts`).
 */
const optimisedAfterBytes = 800_000;

/** The last V8 that counts so; later ones wait for some thousand calls by themselves, and print that they know no such switch. */
const lastCountingBytes = 11;

/** For a process of our own, before its first chunk is read: V8 keeps code under the switches that it was made under. */
export function optimiseLate(): void {
  if (Number.parseInt(process.versions.v8, 10) > lastCountingBytes) return;
  setFlagsFromString(`--interrupt-budget=${optimisedAfterBytes}`);
}

/**
 * WebAssembly is compiled once, quickly. Optimised code of the parsers' large functions comes late and for each worker
 * anew: for a project of a thousand files it costs more processor time than it saves, and with a newer Node half a
 * gigabyte. These two flags rather than `--liftoff-only`, which a newer Node no longer follows once it runs.
 */
export function compileQuickly(): void {
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
}
