// The options by which scan, check and gate are told what is known already, and what becomes of a baseline that shrank.

import { resolve } from "node:path";
import type { BaselineRequest, ScanOutcome } from "../api/scan.ts";
import { AssayError } from "../model/errors.ts";
import { type CliContext, printable, writeReportFile } from "./context.ts";

export interface BaselineOptions {
  /** A file; false for `--no-baseline`; true where neither was given. */
  readonly baseline?: string | boolean;
  readonly baselineCommit?: string;
}

/** Undefined where nothing is said. Throws `usage` for both. */
export function readBaselineOptions({ baseline, baselineCommit }: BaselineOptions): BaselineRequest | undefined {
  if (typeof baseline === "string" && baselineCommit !== undefined) {
    throw new AssayError({ code: "usage", message: "--baseline and --baseline-commit exclude each other", nextStep: "Compare with a file or with a commit." });
  }
  if (typeof baseline === "string") return { type: "file", file: baseline };
  return baselineCommit === undefined ? undefined : { type: "commit", reference: baselineCommit };
}

/** What a scan compares with: the options, else the settings, but for `--no-baseline`. */
export function baselineForScan(options: BaselineOptions): BaselineRequest | "settings" | undefined {
  return readBaselineOptions(options) ?? (options.baseline === false ? undefined : "settings");
}

/** A baseline shrinks by itself, but not where nobody would commit the change. */
export function keepShrunkBaseline({ shrunkBaseline }: ScanOutcome, context: CliContext, isQuiet: boolean): void {
  if (shrunkBaseline === undefined) return;
  const { file, text, goneCount, renamedCount } = shrunkBaseline;
  const isInCi = (context.environment["CI"] ?? "") !== "";
  if (!isInCi) writeReportFile(resolve(context.cwd, file), text);
  if (isQuiet) return;
  const findings = (count: number): string => `${count} ${count === 1 ? "finding" : "findings"} of ${file} ${count === 1 ? "is" : "are"}`;
  const tell = (what: string): void => context.writeErr(`assay: ${printable(what)}\n`);
  if (goneCount > 0) tell(`${findings(goneCount)} gone${isInCi ? "; `assay baseline` drops them." : " and dropped from it; commit the file."}`);
  if (renamedCount > 0) tell(`${findings(renamedCount)} in a function that was renamed${isInCi ? "; `assay baseline` writes the new name." : ", which is written there; commit the file."}`);
}
