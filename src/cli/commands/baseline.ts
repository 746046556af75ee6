// `assay baseline`: writes down the findings that are there, so that only new ones count; drops those that are gone.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import type { BaselineUpdate } from "../../api/write-baseline.ts";
import { type CliContext, printable, writeReportFile } from "../context.ts";
import { createProgress } from "../progress.ts";
import { type SettingsOption, requestScan } from "../scan-request.ts";

interface BaselineOptions extends SettingsOption {
  readonly file?: string;
  readonly accept?: boolean;
  readonly check?: boolean;
}

export function createBaselineCommand(context: CliContext): Command {
  return new Command("baseline")
    .description("write down the findings that are there, so that only new ones count; drop those that are gone")
    .option("--file <file>", "the baseline (default: what the settings name, else .assay-baseline.json)")
    .option("--accept", "take new findings into a baseline that is there already")
    .option("--check", "write nothing; end with 1 where the baseline would change")
    .option("--settings <file>", "settings file instead of the nearest one")
    .option("--no-settings", "use no settings file")
    .action((options: BaselineOptions) => update(options, context));
}

async function update(options: BaselineOptions, context: CliContext): Promise<void> {
  const { updateBaseline } = await import("../../api/write-baseline.ts");
  const progress = createProgress(context, false);
  const made = await updateBaseline(
    { ...requestScan([], options, context), onProgress: progress.update },
    { file: options.file, accepts: options.accept === true, exists: (file) => existsSync(resolve(context.cwd, file)) },
  ).finally(progress.stop);
  if (options.check !== true && made.hasChanged) writeReportFile(resolve(context.cwd, made.file), made.text);
  context.writeErr(`${printable(describe(made, options))}\n`);
  context.exitCode = options.check === true && made.hasChanged ? 1 : 0;
}

const mostListed = 20;

function describe(made: BaselineUpdate, { accept, check }: BaselineOptions): string {
  const verb = check === true ? "would hold" : "holds";
  const parts = [`${made.file} ${made.hasChanged ? `${check === true ? "" : "now "}${verb}` : "still holds"} ${count(made.count, "finding")}.`];
  if (made.goneCount > 0) parts.push(`${count(made.goneCount, "finding")} of it ${made.goneCount === 1 ? "is" : "are"} gone and dropped.`);
  if (made.unjudgedCount > 0) parts.push(`${count(made.unjudgedCount, "entry", "entries")} in files that cannot be read whole stay.`);
  if (made.isNew || made.fresh.length === 0) return parts.join(" ");
  const listed = made.fresh.slice(0, mostListed).map(({ path, region, ruleId }) => `  ${path}:${region.startLine} ${ruleId}`);
  const more = made.fresh.length > mostListed ? [`  and ${made.fresh.length - mostListed} more`] : [];
  const head = accept === true ? `${count(made.fresh.length, "new finding")} ${made.fresh.length === 1 ? "was" : "were"} taken in:` : `${count(made.fresh.length, "new finding")} ${made.fresh.length === 1 ? "is" : "are"} not taken in; mend, or run with --accept:`;
  return [parts.join(" "), head, ...listed, ...more].join("\n");
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
