// What scan and check do with their outcome: write the formats, print the notices, decide whether it failed.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ScanOutcome } from "../api/scan.ts";
import type { Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { neutralize } from "../reporters/text/characters.ts";
import { type CliContext, decideColor, decideUnicode, writeReportFile } from "./context.ts";
import type { OutputTarget } from "./outputs.ts";

/** Options that both commands have. */
export interface OutcomeOptions {
  readonly failLevel?: Severity | "never";
  readonly maxWarnings?: number;
  readonly color: "auto" | "always" | "never";
  readonly group: "urgency" | "file";
  /** Undefined: what fits a screen; grouped by file, `mostByFile`. */
  readonly maxFindings?: number | undefined;
  /** Where the scanned texts are read from for formats that need them; the report's root without it. */
  readonly sourceFolder?: string;
}

const severities: readonly Severity[] = ["error", "warning", "info"];

/** Rows of the text report where no terminal says otherwise. */
const pipeRows = 40;
/** The command line above the report and the prompt below it. */
const promptRows = 2;
const mostByFile = 50;

/** Writes every format that was asked for. */
export async function writeTargets(
  targets: readonly OutputTarget[],
  report: Report,
  options: OutcomeOptions,
  context: CliContext,
): Promise<void> {
  for (const target of targets) {
    const isTerminal = target.file === undefined && context.terminalColumns !== undefined;
    const text = target.reporter.render(report, {
      widthColumns: isTerminal ? (context.terminalColumns ?? 80) : 100,
      hasColor: target.file === undefined && decideColor(context, options.color),
      isUnicode: target.file !== undefined || decideUnicode(context),
      groupBy: options.group,
      maxFindings: options.maxFindings ?? (options.group === "file" ? mostByFile : undefined),
      heightRows: isTerminal ? (context.terminalRows ?? pipeRows) - promptRows : pipeRows,
      startedAt: context.startedAt,
      endedAt: context.now(),
      sourceOf: (path) => readScanned(resolve(options.sourceFolder ?? report.root, path)),
    });
    if (target.file === undefined) context.writeOut(text);
    else writeReportFile(resolve(context.cwd, target.file), text);
  }
}

/** A file that went away since it was scanned has no text any more. */
function readScanned(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
}

/** Tells on standard error what the reader must know of the scan itself. */
export function printNotices(report: Report, context: CliContext): void {
  for (const notice of report.notices) {
    const place = notice.path === undefined ? "" : `${notice.path}${notice.line === undefined ? "" : `:${notice.line}`}: `;
    context.writeErr(`assay: ${notice.level}: ${neutralize(place + notice.message, decideUnicode(context))}\n`);
  }
}

/** Flags go before settings; without either, an error fails. */
export function hasFailed({ report, ...settings }: ScanOutcome, options: OutcomeOptions): boolean {
  const level = options.failLevel ?? settings.failLevel ?? "error";
  const failing: readonly string[] = level === "never" ? [] : severities.slice(0, severities.indexOf(level) + 1);
  if (report.findings.some((finding) => failing.includes(finding.severity))) return true;
  const maxWarnings = options.maxWarnings ?? settings.maxWarnings;
  if (maxWarnings === undefined) return false;
  return report.findings.filter((finding) => finding.severity === "warning").length > maxWarnings;
}
