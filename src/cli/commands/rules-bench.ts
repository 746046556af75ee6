// `assay rules bench`: what each rule costs on a folder, dearest first.

import { Command, InvalidArgumentError, Option } from "commander";
import type { BenchReport } from "../../api/bench-rules.ts";
import type { CliContext } from "../context.ts";

interface BenchOptions {
  readonly targets: string;
  readonly top: number;
  readonly format: "text" | "json";
}

export function createRulesBenchCommand(context: CliContext): Command {
  return new Command("bench")
    .description("measure the CPU time and the matches of each rule on a folder")
    .argument("<paths...>", "rule files and folders")
    .requiredOption("--targets <folder>", "the code to run the rules on")
    .option("--top <count>", "rules shown in the text", parseCount, 30)
    .addOption(new Option("--format <name>", "how the answer is written").choices(["text", "json"]).default("text"))
    .action(async (paths: string[], options: BenchOptions) => {
      const { benchRules } = await import("../../api/bench-rules.ts");
      const cpuMicroseconds = (): number => {
        const { user, system } = process.cpuUsage();
        return user + system;
      };
      const report = await benchRules({ cwd: context.cwd, rulePaths: paths, targets: options.targets, cpuMicroseconds });
      for (const { path, line, column, message } of report.problems) context.writeErr(`assay: error: ${path}:${line}:${column}: ${message}\n`);
      context.writeOut(options.format === "json" ? `${JSON.stringify({ schemaVersion: 1, ...report }, null, 2)}\n` : renderText(report, options.top));
      context.exitCode = report.problems.length > 0 ? 2 : 0;
    });
}

function renderText({ rules, fileCount, preparationMs }: BenchReport, top: number): string {
  const shown = rules.slice(0, top);
  const width = Math.max(4, ...shown.map(({ ruleId }) => ruleId.length));
  const totalMs = rules.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const rows = shown.map((cost) => {
    const share = cost.fileCount === 0 ? 0 : (100 * cost.enteredCount) / cost.fileCount;
    const slowest = cost.slowestFile === undefined ? "" : `  ${cost.slowestFile} (${cost.slowestMs.toFixed(1)} ms)`;
    return `${cost.cpuMs.toFixed(1).padStart(9)}  ${String(cost.matchCount).padStart(7)}  ${`${share.toFixed(0)} %`.padStart(7)}  ${cost.ruleId.padEnd(width)}${slowest}`;
  });
  const more = rules.length > shown.length ? [`… and ${rules.length - shown.length} more rules`] : [];
  const sum = `${rules.length} rules on ${fileCount} files: ${totalMs.toFixed(1)} ms of CPU time, and ${preparationMs.toFixed(1)} ms to parse and prepare the files once.`;
  return `${[`${"CPU ms".padStart(9)}  matches  entered  ${"rule".padEnd(width)}  slowest file`, ...rows, ...more, sum].join("\n")}\n`;
}

function parseCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
