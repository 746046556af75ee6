// Reads a coverage report into lines and how often each ran, whichever of the known formats it is in.

import { AssayError } from "../../model/errors.ts";
import { parseCobertura } from "./cobertura.ts";
import { parseCoveragePy } from "./coverage-py.ts";
import { parseLcov } from "./lcov.ts";
import type { CoverageReport } from "./runs.ts";

/** `name` is for the message. Throws `config-invalid` for what is in no known format, or says nothing of any file. */
export function parseCoverage(text: string, name: string): CoverageReport {
  const report = parseAny(text.replace(/^\uFEFF/, "").trimStart());
  if (report !== undefined && report.files.size > 0) return report;
  throw new AssayError({
    code: "config-invalid",
    message: `The coverage report ${JSON.stringify(name)} ${report === undefined ? "is in no known format" : "says nothing of any file"}.`,
    nextStep: "Write lcov, Cobertura XML, or the JSON of coverage.py (`coverage json`).",
  });
}

function parseAny(text: string): CoverageReport | undefined {
  if (text.startsWith("<")) return parseCobertura(text);
  if (text.startsWith("{")) return parseCoveragePy(text);
  return parseLcov(text);
}
