// Reads `--format` and `--output` into the list of texts that one run writes.

import { resolve } from "node:path";
import { AssayError } from "../model/errors.ts";
import { findReporter } from "../reporters/registry.ts";
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
export async function parseOutputs(format: string | undefined, outputs: readonly string[]): Promise<OutputTarget[]> {
  const named: OutputTarget[] = [];
  const plain: string[] = [];
  for (const output of outputs) {
    const match = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(output);
    // Words before the first `=` are a format; a file of such a name is written as ./name=more.
    if (match === null) plain.push(requireName(output));
    else named.push({ reporter: await findReporter(match[1]!), file: requireName(match[2]!) });
  }
  if (plain.length > 1) {
    throw new AssayError({
      code: "usage",
      message: `--output was given ${plain.length} times without a format`,
      nextStep: "Write --output format=file for each, for instance --output sarif=out.sarif.",
    });
  }
  const targets = [{ reporter: await findReporter(format ?? "text"), file: plain[0] }, ...named];
  refuseSameFile(targets);
  return targets;
}

function requireName(file: string): string {
  if (file !== "" && file !== "-") return file;
  throw new AssayError({
    code: "usage",
    message: `--output ${JSON.stringify(file)} names no file`,
    nextStep: "Name a file, or leave --output out to write to standard output.",
  });
}

/** The second report would silently take the first one's place. */
function refuseSameFile(targets: readonly OutputTarget[]): void {
  const seen = new Set<string>();
  for (const { file } of targets) {
    if (file === undefined) continue;
    const path = resolve(file);
    if (seen.has(path)) {
      throw new AssayError({
        code: "usage",
        message: `--output names the file ${JSON.stringify(file)} twice`,
        nextStep: "Give each format a file of its own.",
      });
    }
    seen.add(path);
  }
}
