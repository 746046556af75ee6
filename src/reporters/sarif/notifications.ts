// Tells SARIF's readers about the scan itself: files not analysed whole, files skipped, notices, results left out.

import type { Report, SkippedFile } from "../../model/report.ts";
import { sarifLimits } from "./limits.ts";
import { artifactLocation, escapeLinks } from "./locations.ts";
import { endSentence, type SarifLevel } from "./rule-descriptors.ts";

interface Notification {
  readonly id: string;
  readonly level: SarifLevel;
  readonly text: string;
  readonly path?: string;
  readonly line?: number;
}

/** Reasons that leave a file unseen against the user's wish. */
const failures: ReadonlySet<SkippedFile["reason"]> = new Set(["timeout", "crashed", "unreadable", "vanished"]);

/**
 * `toolExecutionNotifications` of the run, worst first. Their descriptors are not listed in the driver: GitHub's rules
 * would want the texts of a rule for each.
 */
export function toNotifications(report: Report, leftOut: readonly string[]): object[] {
  const all = collect(report, leftOut).sort((a, b) => rank(a.level) - rank(b.level));
  const shown = all.length <= sarifLimits.notifications ? all : all.slice(0, sarifLimits.notifications - 1);
  if (shown.length < all.length) {
    const count = all.length - shown.length;
    shown.push({ id: "assay/left-out", level: "note", text: `${count} more notifications are left out.` });
  }
  return shown.map(toSarif);
}

function collect(report: Report, leftOut: readonly string[]): Notification[] {
  const unparsed = report.files.filter((file) => file.hasParseProblem);
  return [
    ...leftOut.map((text): Notification => ({ id: "assay/left-out", level: "warning", text })),
    ...unparsed.map(
      ({ path }): Notification => ({
        id: "assay/parse-problem",
        level: "error",
        text: "Parts of this file could not be parsed and were not analysed.",
        path,
      }),
    ),
    ...report.skipped.map(
      ({ path, reason, detail }): Notification => ({
        id: `assay/skipped-${reason}`,
        level: failures.has(reason) ? "error" : "note",
        text: `This file was not analysed: ${detail === "" ? reason : detail}`,
        path,
      }),
    ),
    ...report.notices.map(
      ({ level, code, message, path, line }): Notification => ({
        id: `assay/${code}`,
        level: level === "info" ? "note" : level,
        text: message,
        ...(path === undefined ? {} : { path }),
        ...(line === undefined ? {} : { line }),
      }),
    ),
  ];
}

function rank(level: SarifLevel): number {
  return ["error", "warning", "note"].indexOf(level);
}

function toSarif({ id, level, text, path, line }: Notification): object {
  return {
    descriptor: { id },
    level,
    message: { text: endSentence(escapeLinks(text)) },
    ...(path === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: artifactLocation(path),
                ...(line === undefined ? {} : { region: { startLine: line } }),
              },
            },
          ],
        }),
  };
}
