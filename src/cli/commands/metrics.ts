// `assay metrics [PATHS]`: measures size, complexity and maintainability of files, functions and the project.

import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import type { MeasureRequest, MetricsReport } from "../../api/measure.ts";
import { type CliContext, writeReportFile } from "../context.ts";
import { type SettingsOption, settingsFileOf } from "../scan-request.ts";

interface MetricsOptions extends SettingsOption {
  readonly format: "text" | "json";
  readonly compat?: string;
  readonly output?: string;
  readonly duplication?: boolean;
  readonly ignore: boolean;
  readonly jobs?: number;
  readonly top: number;
}

export function createMetricsCommand(context: CliContext): Command {
  return new Command("metrics")
    .description("measure size, complexity and maintainability")
    .argument("[paths...]", "files and folders")
    .addOption(new Option("--format <name>", "how the figures are written").choices(["text", "json"]).default("text"))
    .addOption(new Option("--compat <tool>", "count exactly as this tool does").choices(["radon", "eslint", "sonar", "escomplex"]))
    .option("--duplication", "look for clones, renamed ones too")
    .option("--output <file>", "write to a file instead of standard output")
    .option("--settings <file>", "settings file instead of the nearest one")
    .option("--no-settings", "use no settings file")
    .option("--no-ignore", "measure ignored files too")
    .option("--jobs <count>", "worker threads (default: one per core)", parseCount)
    .option("--top <count>", "functions listed in the text", parseCount, 20)
    .action((paths: string[], options: MetricsOptions) => measure(paths, options, context));
}

async function measure(paths: readonly string[], options: MetricsOptions, context: CliContext): Promise<void> {
  const request: MeasureRequest = {
    cwd: context.cwd,
    paths,
    compatibility: options.compat,
    hasDuplication: options.duplication,
    settingsFile: settingsFileOf(options),
    isTrusted: true,
    hasIgnores: options.ignore,
    jobs: options.jobs,
  };
  const { measurePaths } = await import("../../api/measure.ts");
  const report = await measurePaths(request);
  const text = options.format === "json" ? `${JSON.stringify(report)}\n` : renderText(report, options.top);
  if (options.output === undefined) context.writeOut(text);
  else writeReportFile(resolve(context.cwd, options.output), text);
  for (const file of report.skipped) context.writeErr(`assay: ${file.path}: not measured: ${file.reason}, ${file.detail}\n`);
}

const shownClones = 5;

/** The project on a few lines, then its hardest functions. */
function renderText({ project, files }: MetricsReport, top: number): string {
  const { lines } = project;
  const head = [
    `${project.files} files, ${project.classes} classes, ${project.functions} functions`,
    `lines: ${lines.total} total, ${lines.code} code, ${lines.comment} comment, ${lines.blank} blank, ${lines.logical} logical`,
    `cyclomatic: ${project.cyclomatic} in all, ${project.cyclomaticOfFunctions.mean.toFixed(1)} a function, at most ${project.cyclomaticOfFunctions.largest}`,
    `cognitive: ${project.cognitive} in all, ${project.cognitiveOfFunctions.mean.toFixed(1)} a function, at most ${project.cognitiveOfFunctions.largest}`,
    `maintainability index: ${project.maintainabilityIndex.toFixed(1)}`,
  ];
  head.push(...renderModules(project.modules));
  if (project.duplication !== undefined) {
    const { clones, duplicatedLines, density } = project.duplication;
    head.push(`duplication: ${clones.length} clones, ${duplicatedLines} lines, ${(density * 100).toFixed(1)} %`);
    for (const clone of clones.slice(0, shownClones)) {
      const places = clone.places.map((place) => `${place.path}:${place.startLine}-${place.endLine}`);
      head.push(`  ${clone.lines} lines${clone.isRenamed ? ", renamed" : ""}: ${places.slice(0, 3).join(" ")}${places.length > 3 ? ` and ${places.length - 3} more` : ""}`);
    }
  }
  const functions = files
    .flatMap((file) => file.functions.map((entry) => ({ ...entry, place: `${file.path}:${entry.startLine}` })))
    .sort((left, right) => right.cognitive - left.cognitive || right.cyclomatic - left.cyclomatic || (left.place < right.place ? -1 : 1))
    .slice(0, top);
  if (functions.length === 0) return `${head.join("\n")}\n`;
  const rows = functions.map(
    (entry) =>
      `${String(entry.cognitive).padStart(9)} ${String(entry.cyclomatic).padStart(10)} ${String(entry.lines.code).padStart(6)} ${String(entry.nesting).padStart(7)}  ${entry.place} ${entry.qualifiedName}`,
  );
  return `${[...head, "", "cognitive cyclomatic  lines nesting  function", ...rows].join("\n")}\n`;
}

const shownCycles = 5;
const shownSteps = 6;

/** Circles of imports, the largest first. */
function renderModules({ ties, cycles }: MetricsReport["project"]["modules"]): string[] {
  if (ties === 0) return [];
  const lines = [`modules: ${ties} ties, ${cycles.length === 0 ? "no circle of imports" : `${cycles.length} ${cycles.length === 1 ? "circle" : "circles"} of imports`}`];
  for (const { path, files } of cycles.slice(0, shownCycles)) {
    const others = files.length > path.length ? ` (${files.length} files are tied so)` : "";
    const shown = path.slice(0, shownSteps).join(" → ");
    lines.push(`  ${shown} → ${path.length > shownSteps ? "… → " : ""}${path[0]}${others}`);
  }
  return lines;
}

function parseCount(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError("It must be a whole number from 1.");
  return Number(text);
}
