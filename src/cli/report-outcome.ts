// What scan and check do with their outcome: write the formats, print the notices, decide whether it failed.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ScanOutcome } from "../api/scan.ts";
import type { Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { ReporterOptions } from "../reporters/reporter.ts";
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
/** UTF-16 units of a report that are written at once. */
const pieceUnits = 1024 * 1024;

/** Writes every format that was asked for. */
export async function writeTargets(
  targets: readonly OutputTarget[],
  report: Report,
  options: OutcomeOptions,
  context: CliContext,
): Promise<void> {
  for (const target of targets) {
    const parts = target.reporter.renderInParts?.(report) ?? [target.reporter.render(report, layoutFor(target, report, options, context))];
    if (target.file !== undefined) writeReportFile(resolve(context.cwd, target.file), inPieces(parts));
    else for (const piece of inPieces(parts)) context.writeOut(piece);
  }
}

function layoutFor(target: OutputTarget, report: Report, options: OutcomeOptions, context: CliContext): ReporterOptions {
  const isTerminal = target.file === undefined && context.terminalColumns !== undefined;
  return {
    widthColumns: isTerminal ? (context.terminalColumns ?? 80) : 100,
    hasColor: target.file === undefined && decideColor(context, options.color),
    isUnicode: target.file !== undefined || decideUnicode(context),
    groupBy: options.group,
    maxFindings: options.maxFindings ?? (options.group === "file" ? mostByFile : undefined),
    heightRows: isTerminal ? (context.terminalRows ?? pipeRows) - promptRows : pipeRows,
    startedAt: context.startedAt,
    endedAt: context.now(),
    sourceOf: (path) => readScanned(resolve(options.sourceFolder ?? report.root, path)),
  };
}

/** Joins parts of a text to pieces that are worth a write each. */
function* inPieces(parts: Iterable<string>): Iterable<string> {
  let piece = "";
  for (const part of parts) {
    piece += part;
    if (piece.length < pieceUnits) continue;
    yield piece;
    piece = "";
  }
  yield piece;
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
