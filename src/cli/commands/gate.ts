// `assay gate`: answers whether a change may go in: 0 yes, 1 no, 2 where that cannot be told.

import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { exitCode } from "../exit-codes.ts";
import type { GateStatus } from "../../model/gate.ts";
import { type BaselineOptions, baselineForScan, keepShrunkBaseline } from "../baseline-options.ts";
import { type CliContext, checkReportFile } from "../context.ts";
import { parseOutputs } from "../outputs.ts";
import { createProgress } from "../progress.ts";
import { type OutcomeOptions, printNotices, writeTargets } from "../report-outcome.ts";
import { type SettingsOption, requestScan } from "../scan-request.ts";

interface GateOptions extends OutcomeOptions, BaselineOptions, SettingsOption {
  readonly coverage: readonly string[];
  readonly format?: string;
  readonly output: readonly string[];
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly jobs?: number;
  readonly exitZero?: boolean;
  readonly quiet?: boolean;
}

const codes: Readonly<Record<GateStatus, number>> = { passed: exitCode.passed, failed: exitCode.findings, "cannot-tell": exitCode.error };

export function createGateCommand(context: CliContext): Command {
  return new Command("gate")
    .description("answer whether a change may go in, by conditions on new and on all code")
    .option("--baseline <file>", "measure new code against this file of known findings")
    .option("--no-baseline", "measure against the commit even where the settings name a file")
    .option("--baseline-commit <ref>", "measure new code against the commit where this revision and the head parted (default: auto)")
    .option("--coverage <file>", "coverage report: lcov, Cobertura, coverage.py JSON; repeatable (default: what the settings name)", collect, [])
    .option("--format <name>", "format on standard output (default: text)")
    .option("--output <file>", "write to a file instead; repeatable as format=file", collect, [])
    .option("--settings <file>", "settings file instead of the nearest one")
    .option("--no-settings", "use no settings file")
    .option("--jobs <count>", "worker threads (default: one per core)", parseJobs)
    .option("--no-cache", "neither read nor write cached results")
    .option("--cache-location <folder>", "where cached results live (default: the user's cache folder)")
    .option("--exit-zero", "end with 0 whatever the answer is")
    .addOption(new Option("--color <when>", "colour the text").choices(["auto", "always", "never"]).default("auto"))
    .addOption(new Option("--group <by>", "order of the text report").choices(["urgency", "file"]).default("urgency"))
    .addOption(new Option("--max-findings <count>", "findings shown in the text report").default(20).argParser(Number))
    .option("-q, --quiet", "no progress and no notices on standard error")
    .action((options: GateOptions) => gate(options, context));
}

async function gate(options: GateOptions, context: CliContext): Promise<void> {
  const targets = await parseOutputs(options.format, options.output);
  for (const { file } of targets) if (file !== undefined) checkReportFile(resolve(context.cwd, file));
  const { runGate } = await import("../../api/run-gate.ts");
  const progress = createProgress(context, options.quiet === true);
  const outcome = await runGate({
    scan: {
      ...requestScan([], options, context),
      baseline: baselineForScan(options),
      jobs: options.jobs,
      cache: options.cache ? { location: options.cacheLocation && resolve(context.cwd, options.cacheLocation) } : undefined,
      onProgress: progress.update,
    },
    coverage: options.coverage,
  }).finally(progress.stop);
  if (options.quiet !== true) printNotices(outcome.report, context);
  keepShrunkBaseline(outcome, context, options.quiet === true);
  await writeTargets(targets, outcome.report, options, context);
  context.exitCode = options.exitZero === true ? exitCode.passed : codes[outcome.report.gate!.status];
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function parseJobs(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 256) throw new InvalidArgumentError("It must be between 1 and 256.");
  return Number(text);
}
