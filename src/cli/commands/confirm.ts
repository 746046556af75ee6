// `assay confirm`: runs the proof of a finding's rule on the project's own function, in the sandbox.

import { Command, Option } from "commander";
import type { Confirmation } from "../../model/confirmation.ts";
import { type CliContext, printable } from "../context.ts";

interface ConfirmOptions {
  readonly format: "text" | "json";
}

const exitCodes: Readonly<Record<Confirmation["outcome"], number>> = { confirmed: 0, "not-reached": 1, "could-not-run": 3 };

export function createConfirmCommand(context: CliContext): Command {
  return new Command("confirm")
    .description("show that a finding is real: attack its function in the sandbox, harmlessly")
    .argument("<finding>", "the finding's fingerprint, or the first digits of it")
    .addOption(new Option("--format <name>", "format of the answer").choices(["text", "json"]).default("text"))
    .action((finding: string, options: ConfirmOptions) => confirm(finding, options, context));
}

async function confirm(finding: string, { format }: ConfirmOptions, context: CliContext): Promise<void> {
  const { confirmFinding } = await import("../../api/confirm-finding.ts");
  const confirmation = await confirmFinding({ cwd: context.cwd, finding, today: context.now().toISOString().slice(0, 10) });
  context.writeOut(format === "json" ? `${JSON.stringify(confirmation, null, 2)}\n` : printable(formatConfirmation(confirmation)));
  context.exitCode = exitCodes[confirmation.outcome];
}

function formatConfirmation({ outcome, reason, finding, attempts }: Confirmation): string {
  const tried = attempts.map(({ callable, file, parameter, isExploited, problem }) => `  ${isExploited ? "exploited" : problem === undefined ? "withstood" : "not run  "}  ${callable} of ${file} through ${parameter}${problem === undefined ? "" : `: ${problem}`}`);
  const caution = outcome === "confirmed" ? [] : ["The finding stands all the same."];
  return [`${outcome}: ${reason}`, `${finding.ruleId} at ${finding.path}:${finding.line}`, ...caution, "", ...tried].join("\n").trimEnd() + "\n";
}
