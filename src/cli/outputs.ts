// Reads `--format` and `--output` into the list of texts that one run writes.

import { AssayError } from "../model/errors.ts";
import { findReporter, reporters } from "../reporters/registry.ts";
import type { Reporter } from "../reporters/reporter.ts";

export interface OutputTarget {
  readonly reporter: Reporter;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

/**
 * `--format F --output FILE` writes F to FILE and nothing to standard output; every `--output F=FILE` adds a file, and
 * then standard output carries `--format` only when it is given, else the text.
 */
export function parseOutputs(format: string | undefined, outputs: readonly string[]): OutputTarget[] {
  const named: OutputTarget[] = [];
  const plain: string[] = [];
  for (const output of outputs) {
    const match = /^([a-z][a-z0-9-]*)=(.+)$/s.exec(output);
    if (match !== null && reporters.has(match[1]!)) named.push({ reporter: findReporter(match[1]!), file: match[2]! });
    else plain.push(output);
  }
  if (plain.length > 1) {
    throw new AssayError({
      code: "usage",
      message: `--output was given ${plain.length} times without a format`,
      nextStep: "Write --output format=file for each, for instance --output sarif=out.sarif.",
    });
  }
  return [{ reporter: findReporter(format ?? "text"), file: plain[0] }, ...named];
}
