// How hard Node tries to make fast code of the parsers: a short run must not wait for it, a long one gains by it.

import { setFlagsFromString } from "node:v8";

/**
 * WebAssembly is compiled once, quickly: optimised code would come too late for a few files. These two flags rather than
 * `--liftoff-only`, which a newer Node no longer follows once it runs: there the parsers' large functions were optimised
 * beside the scan, which took half a gigabyte and doubled the processor time.
 */
export function compileQuickly(): void {
  for (const flag of flags) setFlagsFromString(`--no-${flag}`);
}

/** What Node does by itself. */
export function compileThoroughly(): void {
  for (const flag of flags) setFlagsFromString(`--${flag}`);
}

const flags: readonly string[] = ["wasm-tier-up", "wasm-dynamic-tiering"];
