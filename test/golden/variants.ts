// In which ways each sample report is rendered: one golden file each.

import { defaultReporterOptions, type ReporterOptions } from "../../src/reporters/reporter.ts";

export interface Variant {
  readonly name: string;
  readonly reporter: string;
  readonly options: ReporterOptions;
}

function text(name: string, options: Partial<ReporterOptions>): Variant {
  return { name, reporter: "text", options: { ...defaultReporterOptions, ...options } };
}

export const variants: readonly Variant[] = [
  text("60.txt", { widthColumns: 60 }),
  text("80.txt", { widthColumns: 80 }),
  text("120.txt", { widthColumns: 120 }),
  text("color.txt", { hasColor: true }),
  text("ascii.txt", { isUnicode: false }),
  text("by-file.txt", { groupBy: "file" }),
  text("two-findings.txt", { maxFindings: 2 }),
  // As through a pipe: 100 columns, no colour.
  text("pipe.txt", { widthColumns: 100 }),
  { name: "json", reporter: "json", options: defaultReporterOptions },
  { name: "sarif", reporter: "sarif", options: defaultReporterOptions },
];
