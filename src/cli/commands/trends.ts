// `assay trends`: score and findings over the last commits, and the files that change often and are hard to follow.

import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import type { TrendPoint, Trends } from "../../model/trends.ts";
import { neutralize } from "../../reporters/text/characters.ts";
import { type CliContext, checkReportFile, decideUnicode } from "../context.ts";
import { parseOutputs } from "../outputs.ts";
import { createProgress } from "../progress.ts";
import { writeTargets } from "../report-outcome.ts";
import { type SettingsOption, requestScan } from "../scan-request.ts";

interface TrendsOptions extends SettingsOption {
  readonly last: number;
  readonly format: "text" | "json";
  readonly output: readonly string[];
  readonly jobs?: number;
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly quiet?: boolean;
}

export function createTrendsCommand(context: CliContext): Command {
  return new Command("trends")
    .description("show score and findings over the last commits, and the files that change often and are hard to follow")
    .option("--last <count>", "commits of the head's own line", numberUpTo(1_000), 20)
    .addOption(new Option("--format <name>", "how the trends are written to standard output").choices(["text", "json"]).default("text"))
    .option("--output <format=file>", "write the report with its trends too, as in html=trends.html; repeatable", (value: string, before: readonly string[]) => [...before, value], [])
    .option("--settings <file>", "settings file instead of the nearest one")
    .option("--no-settings", "use no settings file")
    .option("--jobs <count>", "worker threads (default: one per core)", numberUpTo(256))
    .option("--no-cache", "neither read nor write cached results")
    .option("--cache-location <folder>", "where cached results live (default: the user's cache folder)")
    .option("-q, --quiet", "no progress on standard error")
    .action((options: TrendsOptions) => showTrends(options, context));
}

async function showTrends(options: TrendsOptions, context: CliContext): Promise<void> {
  const targets = (await parseOutputs(undefined, options.output)).filter(({ file }) => file !== undefined);
  for (const { file } of targets) checkReportFile(resolve(context.cwd, file!));
  const { scanTrends } = await import("../../api/scan-trends.ts");
  const progress = createProgress(context, options.quiet === true);
  const report = await scanTrends({
    scan: {
      ...requestScan([], options, context),
      jobs: options.jobs,
      cache: options.cache ? { location: options.cacheLocation && resolve(context.cwd, options.cacheLocation) } : undefined,
      onProgress: progress.update,
    },
    commits: options.last,
  }).finally(progress.stop);
  await writeTargets(targets, report, { color: "never", group: "urgency", maxFindings: 50 }, context);
  const trends = report.trends!;
  context.writeOut(options.format === "json" ? `${JSON.stringify({ schemaVersion: 1, toolVersion: report.toolVersion, ...trends }, null, 2)}\n` : renderTrends(trends, context));
}

const barColumns = 20;
const shownHotspots = 10;

/** A line a commit, the oldest first, so that the newest stands where the eye ends. */
function renderTrends({ points, hotspots, commitsCounted }: Trends, context: CliContext): string {
  const isUnicode = decideUnicode(context);
  const columns = context.terminalColumns ?? 100;
  const cut = (line: string): string => neutralize(line, isUnicode).slice(0, columns).trimEnd();
  const rows = points.map((point, index) => cut(drawPoint(point, points[index - 1], isUnicode)));
  const spots = hotspots.slice(0, shownHotspots).map(({ path, commits, complexity, findings }) => cut(`${String(commits).padStart(9)}${String(complexity).padStart(12)}${String(findings).padStart(10)}  ${path}`));
  const head = cut(`date        commit    ${"score".padEnd(barColumns + 10)}errors  warnings  info  change`);
  const below = spots.length === 0 ? [] : ["", `Hotspots over the last ${commitsCounted} commits:`, "  commits  complexity  findings  file", ...spots];
  return `${[head, ...rows, ...below].join("\n")}\n`;
}

function drawPoint({ date, commit, subject, millipoints, rating, errors, warnings, infos, isComplete }: TrendPoint, before: TrendPoint | undefined, isUnicode: boolean): string {
  const full = Math.round((millipoints / 100_000) * barColumns);
  const bar = (isUnicode ? "█" : "#").repeat(full) + (isUnicode ? "░" : ".").repeat(barColumns - full);
  const points = (Math.floor(millipoints / 100) / 10).toFixed(1).padStart(5);
  const [up, down] = isUnicode ? ["↑", "↓"] : ["+", "-"];
  const step = before === undefined || before.millipoints === millipoints ? " " : before.millipoints < millipoints ? up : down;
  return `${date}  ${commit.slice(0, 8)}  ${bar}${points} ${rating} ${step}${String(errors).padStart(6)}${String(warnings).padStart(10)}${String(infos).padStart(6)}  ${subject}${isComplete ? "" : " (incomplete)"}`;
}

function numberUpTo(most: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > most) throw new InvalidArgumentError(`It must be between 1 and ${most}.`);
    return Number(text);
  };
}
