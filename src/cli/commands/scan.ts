// `assay scan [PATHS]`: finds what is wrong in files, scores it and reports in the formats asked for.

import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { AssayError } from "../../model/errors.ts";
import { parseDuration, parseSize } from "../../model/quantities.ts";
import type { Severity } from "../../model/finding.ts";
import type { ScanOutcome, ScanRequest } from "../../api/scan.ts";
import { type BaselineOptions, baselineForScan, keepShrunkBaseline } from "../baseline-options.ts";
import { type CliContext, checkReportFile } from "../context.ts";
import { parseOutputs } from "../outputs.ts";
import { createProgress } from "../progress.ts";
import { type OutcomeOptions, hasFailed, printNotices, writeTargets } from "../report-outcome.ts";
import { type SettingsOption, requestScan } from "../scan-request.ts";

/** Options as commander hands them over; each is validated by its own parser. */
interface ScanOptions extends OutcomeOptions, BaselineOptions, SettingsOption {
  readonly format?: string;
  readonly output: readonly string[];
  readonly only?: "security" | "quality";
  readonly severity?: Severity;
  readonly exitZero?: boolean;
  readonly jobs?: number;
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly verifyCache?: boolean;
  readonly since?: string;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly stdinFilename?: string;
  readonly config: readonly string[];
  readonly withBuiltin?: boolean;
  readonly engine: "native" | "semgrep" | "both";
  readonly ignore: boolean;
  readonly maxFileSize?: number;
  readonly timeout?: number;
  readonly quiet?: boolean;
  readonly types?: boolean;
}

const severities = ["error", "warning", "info"] as const;

export function createScanCommand(context: CliContext): Command {
  return new Command("scan")
    .description("find what is wrong in files, score it and report")
    .argument("[paths...]", "files and folders; `-` reads standard input (with --stdin-filename)")
    .option("--format <name>", "format on standard output; every format is listed in docs/output.md (default: text)")
    .option("--output <file>", "write to a file instead; repeatable as format=file for several formats in one run", collect, [])
    .addOption(new Option("--only <kind>", "run only these rules").choices(["security", "quality"]))
    .option("--types", "ask the TypeScript compiler too: dropped promises of any kind, promises as conditions, needless conditions; the whole project is scanned")
    .addOption(new Option("--severity <level>", "report only findings of at least this severity").choices([...severities]))
    .addOption(new Option("--fail-level <level>", "severity that makes the command fail (default: error)").choices([...severities, "never"]))
    .option("--max-warnings <count>", "fail when there are more warnings than this", parseCount)
    .option("--exit-zero", "end with 0 whatever is found")
    .option("--shard <part>", "scan one part of the files, as in 2/5; `assay merge` joins the parts' SARIF", parseShard)
    .option("--since <ref>", "scan only files changed since a git revision, untracked ones included")
    .option("--baseline <file>", "report only what this file of known findings does not hold (default: what the settings name)")
    .option("--no-baseline", "report known findings too")
    .option("--baseline-commit <ref>", "report only what was not there where this git revision and the head parted; `auto` finds it")
    .option("--stdin-filename <path>", "name of the code on standard input")
    .option("--config <path>", "run exactly the rules of this file or folder, in Semgrep's syntax; repeatable", collect, [])
    .option("--with-builtin", "run the built-in rules beside those of --config")
    .addOption(new Option("--engine <which>", "what runs the rules of --config: ours, the installed semgrep, or both with their differences").choices(["native", "semgrep", "both"]).default("native"))
    .option("--settings <file>", "settings file instead of the nearest one")
    .option("--no-settings", "use no settings file")
    .option("--no-ignore", "scan ignored, generated, minified and vendored files too")
    .option("--max-file-size <size>", "skip larger files (default: 1MB)", argument((text) => parseSize(text, "--max-file-size")))
    .option("--timeout <duration>", "longest time for one file (default: 10s)", argument((text) => parseDuration(text, "--timeout")))
    .option("--jobs <count>", "worker threads (default: one per core)", parseJobs)
    .option("--no-cache", "neither read nor write cached results")
    .option("--verify-cache", "scan with the cache and without, and end with 2 where the two differ")
    .option("--cache-location <folder>", "where cached results live (default: the user's cache folder)")
    .addOption(new Option("--color <when>", "colour the text").choices(["auto", "always", "never"]).default("auto"))
    .addOption(new Option("--group <by>", "order of the text report").choices(["urgency", "file"]).default("urgency"))
    .option("--max-findings <count>", "findings shown whole in the text report (default: what fits a screen)", parseCount)
    .option("-q, --quiet", "no progress and no notices on standard error")
    .action((paths: string[], options: ScanOptions) => scan(paths, options, context));
}

async function scan(paths: readonly string[], options: ScanOptions, context: CliContext): Promise<void> {
  const targets = await parseOutputs(options.format, options.output);
  for (const { file } of targets) if (file !== undefined) checkReportFile(resolve(context.cwd, file));
  const request = await toRequest(paths, options, context);
  const progress = createProgress(context, options.quiet === true);
  const outcome = await runScan({ ...request, onProgress: progress.update }, options, context).finally(progress.stop);
  if (options.quiet !== true) printNotices(outcome.report, context);
  keepShrunkBaseline(outcome, context, options.quiet === true);
  await writeTargets(targets, outcome.report, options, context);
  context.exitCode = options.exitZero !== true && hasFailed(outcome, options) ? 1 : 0;
}

async function runScan(request: ScanRequest, { engine, verifyCache }: ScanOptions, context: CliContext): Promise<ScanOutcome> {
  if (engine !== "native") {
    const { scanWithSemgrep } = await import("../../api/scan-with-semgrep.ts");
    return scanWithSemgrep({ scan: request, engine, environment: context.environment });
  }
  if (verifyCache === true) {
    const { scanVerified } = await import("../../api/verify-cache.ts");
    return scanVerified(request);
  }
  const { scanProject } = await import("../../api/scan.ts");
  return scanProject(request);
}

/** What is compared, where it can be: standard input has no commit, and the other engine's findings are of another run. */
function baselineOf(options: ScanOptions, isStdin: boolean): ScanRequest["baseline"] {
  const baseline = baselineForScan(options);
  const isAsked = baseline !== undefined && baseline !== "settings";
  if (options.shard !== undefined) {
    if (isAsked) throw new AssayError({ code: "usage", message: "a shard compares with no baseline", nextStep: "Merge the shards first." });
    return undefined;
  }
  if (isAsked && options.engine !== "native") throw new AssayError({ code: "usage", message: "--engine compares with no baseline", nextStep: "Leave one of them out." });
  if (isAsked && isStdin && baseline.type === "commit") throw new AssayError({ code: "usage", message: "standard input has no earlier commit", nextStep: "Use --baseline FILE, or scan the file itself." });
  return options.engine === "native" ? baseline : undefined;
}

async function toRequest(paths: readonly string[], options: ScanOptions, context: CliContext): Promise<ScanRequest> {
  if (paths.includes("")) {
    throw new AssayError({ code: "usage", message: "a path is empty", nextStep: "Leave it out to scan this folder, or write `.`." });
  }
  const isStdin = paths.includes("-") || options.stdinFilename !== undefined;
  if (isStdin && paths.some((path) => path !== "-")) {
    throw new AssayError({
      code: "usage",
      message: "standard input and paths cannot be scanned together",
      nextStep: "Give either paths, or `-` with --stdin-filename.",
    });
  }
  if (isStdin && options.stdinFilename === undefined) {
    throw new AssayError({
      code: "usage",
      message: "code from standard input needs a name, which tells its language",
      nextStep: "Add --stdin-filename, for instance --stdin-filename app.py.",
    });
  }
  return {
    ...requestScan(paths, options, context),
    ...(isStdin ? { stdin: { fileName: options.stdinFilename!, text: await context.readInput() } } : {}),
    ruleFiles: options.config,
    withBuiltin: options.withBuiltin,
    only: options.config.length > 0 && options.withBuiltin !== true ? undefined : options.only,
    minimumSeverity: options.severity,
    types: options.types,
    since: options.since,
    shard: options.shard,
    baseline: baselineOf(options, isStdin),
    hasIgnores: options.ignore,
    maxFileSizeBytes: options.maxFileSize,
    timeoutMs: options.timeout,
    jobs: options.jobs,
    cache: options.cache ? { location: options.cacheLocation && resolve(context.cwd, options.cacheLocation) } : undefined,
  };
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** Lets a parser of ours speak through commander, which names the option. */
function argument<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof AssayError) throw new InvalidArgumentError(error.message);
      throw error;
    }
  };
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function parseJobs(text: string): number {
  const count = parseCount(text);
  if (count < 1 || count > 256) throw new InvalidArgumentError("It must be between 1 and 256.");
  return count;
}

function parseShard(text: string): { readonly index: number; readonly count: number } {
  const found = /^(\d{1,4})\/(\d{1,4})$/.exec(text);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || index < 1 || index > count) throw new InvalidArgumentError("It must be a part of a whole, as in 2/5.");
  return { index, count };
}
