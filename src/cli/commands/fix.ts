// `assay fix [PATHS]`: makes the fixes that findings offer, each one judged before it is written.

import { Command, Option } from "commander";
import { AssayError } from "../../model/errors.ts";
import type { FixOutcome } from "../../model/fix-outcome.ts";
import { type RungName, rungNames } from "../../model/verdict.ts";
import { type CliContext, printable } from "../context.ts";
import { formatFixDiff, formatFixes, toFixDocument } from "../fix-report.ts";
import { type SettingsOption, settingsFileOf } from "../scan-request.ts";

interface FixOptions extends SettingsOption {
  readonly rule?: string;
  readonly finding?: string;
  readonly level?: RungName;
  readonly tests?: string;
  readonly diff?: boolean;
  readonly write?: boolean;
  readonly unsafe?: boolean;
  readonly format: "text" | "json";
}

export function createFixCommand(context: CliContext): Command {
  return new Command("fix")
    .description("make the fixes that findings offer, each judged on a copy before it is written; shows them unless --write is given")
    .argument("[paths...]", "files and folders")
    .option("--rule <id>", "only fixes of this rule")
    .option("--finding <id>", "only the fix of this finding, by its fingerprint or the first digits of it")
    .addOption(new Option("--level <rung>", "what every fix must reach (default: what can be had here, at least finding-gone)").choices([...rungNames]))
    .option("--tests <command>", "how the tests are run (default: found by itself)")
    .option("--diff", "print the change as a patch")
    .option("--write", "write the accepted fixes, all files or none")
    .option("--unsafe", "make fixes too that may change what right code does")
    .option("--settings <file>", "settings file instead of the nearest one")
    .option("--no-settings", "use no settings file")
    .addOption(new Option("--format <name>", "format of what is said").choices(["text", "json"]).default("text"))
    .action((paths: string[], options: FixOptions) => fix(paths, options, context));
}

async function fix(paths: readonly string[], options: FixOptions, context: CliContext): Promise<void> {
  if (options.diff === true && options.format === "json") throw new AssayError({ code: "usage", message: "--diff is text; the JSON document holds the patch of each file.", nextStep: "Give one of the two." });
  const { fixFindings } = await import("../../api/fix-findings.ts");
  const outcome = await fixFindings({
    cwd: context.cwd,
    paths,
    rule: options.rule,
    finding: options.finding,
    level: options.level,
    tests: options.tests,
    includesUnsafe: options.unsafe === true,
    writes: options.write === true,
    settingsFile: settingsFileOf({ settings: options.settings ?? true }),
    today: context.now().toISOString().slice(0, 10),
  });
  if (options.format === "json") context.writeOut(`${JSON.stringify(toFixDocument(outcome), null, 2)}\n`);
  else if (options.diff === true) {
    context.writeOut(formatFixDiff(outcome));
    context.writeErr(printable(formatFixes(outcome)));
  } else context.writeOut(printable(formatFixes(outcome)));
  context.exitCode = exitCodeOf(outcome);
}

/** As `assay verify`: refused fixes before undecided ones. */
function exitCodeOf({ fixes }: FixOutcome): number {
  if (fixes.some(({ outcome }) => outcome === "refused")) return 1;
  return fixes.some(({ outcome }) => outcome === "undecided") ? 3 : 0;
}
