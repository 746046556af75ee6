// What the entries of the build call: the command, the workers, the library.

import { join } from "node:path";
import { compileQuickly, optimiseLate } from "../pipeline/compile-quickly.ts";
import { type BundleOptions, createLoader } from "./load-bundle.ts";

export { createLoader } from "./load-bundle.ts";

/** Commands that people and pipelines run again and again: what they wait for most is their own start. */
const hurriedCommands: ReadonlySet<string> = new Set(["scan", "check", "gate", "verify", "fix", "confirm", "metrics"]);

/** The command that does not end by itself: what it compiles well serves all that it is asked later. */
const lastingCommand = "mcp";

/** Runs the command line. */
export function startCommand(importModule: BundleOptions["importModule"]): void {
  const [command] = process.argv.slice(2);
  const purpose = command !== undefined && hurriedCommands.has(command) ? command : undefined;
  // V8 takes kept code only under the switches that it was made under: they are set before the first chunk.
  optimiseLate();
  if (command !== lastingCommand) compileQuickly();
  createLoader({ folder: bundleFolder(), importModule, purpose })("assay.cjs");
}

/** Runs the entry of a worker thread or a child process. */
export function startWorker(name: string, importModule: BundleOptions["importModule"]): void {
  createLoader({ folder: bundleFolder(), importModule, purpose: name })(`${name}.cjs`);
}

/** Beside this file, once it is built. */
export function bundleFolder(): string {
  return join(__dirname, "bundle");
}
