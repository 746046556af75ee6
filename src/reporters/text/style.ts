// Colours and signs of the text report: with or without ANSI colours, in Unicode or in plain ASCII.

import pico from "picocolors";
import type { Severity } from "../../model/finding.ts";
import type { ReporterOptions } from "../reporter.ts";

type Paint = (text: string) => string;

export interface Signs {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly bar: string;
  readonly caret: string;
  readonly noteBelow: string;
  readonly ellipsis: string;
  readonly separator: string;
  readonly minus: string;
}

/** Everything that decides how text looks; handed through the text reporter. */
export interface Style {
  readonly widthColumns: number;
  readonly isUnicode: boolean;
  readonly signs: Signs;
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly code: Paint;
  readonly removed: Paint;
  readonly added: Paint;
}

const unicodeSigns: Signs = {
  severity: { error: "✗", warning: "▲", info: "•" },
  bar: "│",
  caret: "^",
  noteBelow: "╰",
  ellipsis: "…",
  separator: "·",
  minus: "−",
};

const asciiSigns: Signs = {
  severity: { error: "x", warning: "!", info: "i" },
  bar: "|",
  caret: "^",
  noteBelow: "`",
  ellipsis: "...",
  separator: "-",
  minus: "-",
};

const narrowestColumns = 40;
const widestColumns = 200;

export function createStyle(options: ReporterOptions): Style {
  const colors = pico.createColors(options.hasColor);
  return {
    widthColumns: Math.min(widestColumns, Math.max(narrowestColumns, Math.floor(options.widthColumns))),
    isUnicode: options.isUnicode,
    signs: options.isUnicode ? unicodeSigns : asciiSigns,
    severity: {
      error: (text) => colors.bold(colors.red(text)),
      warning: (text) => colors.bold(colors.yellow(text)),
      info: (text) => colors.bold(colors.blue(text)),
    },
    bold: colors.bold,
    dim: colors.dim,
    code: colors.cyan,
    removed: colors.red,
    added: colors.green,
  };
}
