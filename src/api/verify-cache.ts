// Scans twice, with the cache and without, and holds the results against each other: proof that the cache tells the truth.

import { AssayError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { type ScanOutcome, type ScanRequest, scanProject } from "./scan.ts";

/** Answers with the scan without the cache. Throws `cache-unsound` where the other one says something else. */
export async function scanVerified(request: ScanRequest): Promise<ScanOutcome> {
  const warm = await scanProject(request);
  const cold = await scanProject({ ...request, cache: undefined });
  if (JSON.stringify(warm.report) === JSON.stringify(cold.report)) return cold;
  const paths = differingPaths(warm.report, cold.report);
  const shown = paths.slice(0, mostNamed).join(", ");
  const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : "";
  throw new AssayError({
    code: "cache-unsound",
    message: `The cache and a scan without it differ${paths.length === 0 ? "" : ` about ${shown}${more}`}.`,
    nextStep: "Remove the cache's folder, and report this: it is a fault of Assay's.",
  });
}

const mostNamed = 5;

/** Files of which the two say different things, sorted. */
function differingPaths(left: Report, right: Report): string[] {
  const [one, other] = [byPath(left), byPath(right)];
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path)).sort();
}

function byPath({ findings, suppressed, files, skipped }: Report): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of [...findings, ...suppressed, ...files, ...skipped]) texts.set(entry.path, (texts.get(entry.path) ?? "") + JSON.stringify(entry));
  return texts;
}
