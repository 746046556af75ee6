// The contract of a reporter: a pure function from the report to the text of one output format.

import type { Report } from "../model/report.ts";

/** How a report is laid out for people. Machine formats read none of these. */
export interface ReporterOptions {
  /** Columns of the terminal; clamped to 40–200. */
  readonly widthColumns: number;
  /** Whether ANSI colours are written. The door decides. */
  readonly hasColor: boolean;
  /** False on terminals that cannot show more than ASCII: then nothing else is written. */
  readonly isUnicode: boolean;
  /** `urgency` keeps the report's order; `file` puts the findings of one file together. */
  readonly groupBy: "urgency" | "file";
  /** Findings shown whole at most, the others counted by rule; undefined: what fits `heightRows`. */
  readonly maxFindings: number | undefined;
  /** Rows that a text report is fitted into where `maxFindings` is left open. */
  readonly heightRows: number;
  /** The text of a scanned file, for formats that count bytes; undefined where it is not at hand. The door reads it. */
  readonly sourceOf?: (path: string) => string | undefined;
  /** When the scan began and ended, for the formats that ask for it. The door's clock, so that bytes depend on it alone. */
  readonly startedAt: Date;
  readonly endedAt: Date;
}

export interface Reporter {
  /** What `--format` names. */
  readonly id: string;
  /** The format in at most 60 characters. */
  readonly title: string;
  /** Without the dot. */
  readonly fileExtension: string;
  /** Ends with a line feed. Same report and options, same text. */
  readonly render: (report: Report, options: ReporterOptions) => string;
  /** The same text in small parts, for a format whose reports grow large: nobody need hold all of it at once. */
  readonly renderInParts?: (report: Report) => Iterable<string>;
}

export const defaultReporterOptions: ReporterOptions = {
  widthColumns: 80,
  hasColor: false,
  isUnicode: true,
  groupBy: "urgency",
  maxFindings: 50,
  heightRows: 40,
  startedAt: new Date(0),
  endedAt: new Date(0),
};
