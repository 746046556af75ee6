// `assay doctor`: shows what works on this machine, what does not, and what mends it.

import { Command, Option } from "commander";
import type { DoctorReport } from "../../api/doctor.ts";
import type { CliContext } from "../context.ts";

export function createDoctorCommand(context: CliContext): Command {
  return new Command("doctor")
    .description("show what works on this machine and what mends the rest")
    .addOption(new Option("--format <name>", "how the answer is written").choices(["text", "json"]).default("text"))
    .action(async (options: { format: "text" | "json" }) => {
      const { examineMachine } = await import("../../api/doctor.ts");
      const report = await examineMachine(context.cwd);
      context.writeOut(options.format === "json" ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
      context.exitCode = report.checks.some((check) => check.status === "broken") ? 1 : 0;
    });
}

function renderReport(report: DoctorReport): string {
  const marks = { works: "ok", limited: "--", broken: "NO" } as const;
  const lines = report.checks.flatMap((check) => [
    `${marks[check.status]}  ${check.title.padEnd(22)} ${check.detail}`,
    ...(check.nextStep === undefined ? [] : [`    ${"".padEnd(22)} → ${check.nextStep}`]),
  ]);
  return `${lines.join("\n")}\n`;
}
