// `assay check`: tells what a commit would bring. Made for pre-commit hooks: it reads git's index, not the work tree.

import { resolve } from "node:path";
import { Command, Option } from "commander";
import { AssayError } from "../../model/errors.ts";
import type { Severity } from "../../model/finding.ts";
import { type BaselineOptions, readBaselineOptions } from "../baseline-options.ts";
import { type CliContext, checkReportFile } from "../context.ts";
import { parseOutputs } from "../outputs.ts";
import { type OutcomeOptions, hasFailed, printNotices, writeTargets } from "../report-outcome.ts";

interface CheckOptions extends OutcomeOptions, BaselineOptions {
  readonly staged?: boolean;
  readonly all?: boolean;
  readonly format?: string;
  readonly output: readonly string[];
  readonly only?: "security" | "quality";
  readonly severity?: Severity;
  readonly quiet?: boolean;
}

const severities = ["error", "warning", "info"] as const;

export function createCheckCommand(context: CliContext): Command {
  return new Command("check")
    .description("tell what a commit would bring, from git's index")
    .argument("[files...]", "only these of the staged files; with nothing staged, these files as they are")
    .option("--staged", "check what is staged for the next commit (the default)")
    .option("--all", "report what was there before the change, too")
    .option("--baseline <file>", "compare with this file of known findings instead of the head")
    .option("--no-baseline", "for named files: report known findings too")
    .option("--baseline-commit <ref>", "compare with the commit where this git revision and the head parted")
    .option("--format <name>", "format on standard output (default: text)")
    .option("--output <file>", "write to a file instead; repeatable as format=file", (value: string, before: readonly string[]) => [...before, value], [])
    .addOption(new Option("--only <kind>", "run only these rules").choices(["security", "quality"]))
    .addOption(new Option("--severity <level>", "report only findings of at least this severity").choices([...severities]))
    .addOption(new Option("--fail-level <level>", "severity that makes the command fail (default: error)").choices([...severities, "never"]))
    .addOption(new Option("--color <when>", "colour the text").choices(["auto", "always", "never"]).default("auto"))
    .addOption(new Option("--group <by>", "order of the text report").choices(["urgency", "file"]).default("urgency"))
    .addOption(new Option("--max-findings <count>", "findings shown in the text report").default(50).argParser(Number))
    .option("-q, --quiet", "no notices on standard error")
    .action((files: string[], options: CheckOptions) => check(files, options, context));
}

async function check(files: readonly string[], options: CheckOptions, context: CliContext): Promise<void> {
  const targets = await parseOutputs(options.format, options.output);
  for (const { file } of targets) if (file !== undefined) checkReportFile(resolve(context.cwd, file));
  const { checkChanges } = await import("../../api/check-changes.ts");
  const outcome = await checkChanges({
    cwd: context.cwd,
    files,
    range: rangeOf(context),
    baseline: readBaselineOptions(options),
    followsSettings: options.baseline !== false,
    only: options.only,
    minimumSeverity: options.severity,
    includesOld: options.all === true,
    today: context.now().toISOString().slice(0, 10),
  });
  if (options.quiet !== true) {
    printNotices(outcome.report, context);
    if (outcome.basis === "nothing-staged") context.writeErr("assay: nothing is staged.\n");
    if (outcome.oldCount > 0 && options.all !== true) context.writeErr(`assay: ${outcome.oldCount} ${outcome.oldCount === 1 ? "finding was" : "findings were"} there before (--all shows them).\n`);
  }
  await writeTargets(targets, outcome.report, options, context);
  context.exitCode = hasFailed(outcome, options) ? 1 : 0;
}

/** pre-commit names the two ends of a range so; then nothing needs to be staged. */
function rangeOf({ environment }: CliContext): { readonly from: string; readonly to: string } | undefined {
  const from = environment["PRE_COMMIT_FROM_REF"];
  const to = environment["PRE_COMMIT_TO_REF"];
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && from !== "" && to !== "") return { from, to };
  throw new AssayError({ code: "usage", message: "PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF go together.", nextStep: "Set both, or neither." });
}
