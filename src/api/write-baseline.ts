// Makes the text of a baseline: everything at first, later only what is still there, and more only when told to.

import { serialiseBaseline } from "../findings/baseline-file.ts";
import { type KnownFinding, matchBaseline } from "../findings/match-baseline.ts";
import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { readBaseline, seesEverything, unreadPaths } from "./compare-baseline.ts";
import { scanPlanned } from "./scan.ts";
import { type ScanRequest, baselineOf, planScan } from "./scan-plan.ts";

export interface BaselineUpdate {
  /** Relative to the working directory. */
  readonly file: string;
  readonly text: string;
  readonly hasChanged: boolean;
  readonly isNew: boolean;
  readonly count: number;
  readonly goneCount: number;
  /** Findings that the baseline did not know; they are in the text where it is new or `accepts` was set. */
  readonly fresh: readonly Finding[];
  /** Entries of files that could not be read whole, which stay as they were. */
  readonly unjudgedCount: number;
}

export const defaultBaselineFile = ".assay-baseline.json";

/** `exists` tells whether there is a file, for only doors look at the disk. */
export async function updateBaseline(
  request: ScanRequest,
  choice: { readonly file: string | undefined; readonly accepts: boolean; readonly exists: (file: string) => boolean },
): Promise<BaselineUpdate> {
  const plan = await planScan(request);
  if (!seesEverything(plan)) throw new AssayError({ code: "usage", message: "a baseline is of the whole project", nextStep: "Run it at the project's root, without paths." });
  const named = baselineOf(plan);
  const file = choice.file ?? (named?.type === "file" ? named.file : defaultBaselineFile);
  const { report } = await scanPlanned(plan);
  const isNew = !choice.exists(file);
  const before = isNew ? { codeLines: 0, findings: [] } : readBaseline(request.cwd, file);
  const { fresh, known, gone } = matchBaseline(report.findings, before.findings);
  const unread = unreadPaths(report);
  const unjudged = gone.filter(({ path }) => unread.has(path));
  const findings: readonly KnownFinding[] = [...known, ...unjudged, ...(isNew || choice.accepts ? fresh : [])];
  const codeLines = isNew || choice.accepts ? report.score.codeLines : before.codeLines;
  const text = serialiseBaseline({ codeLines, findings });
  return {
    file,
    text,
    hasChanged: isNew || text !== serialiseBaseline(before),
    isNew,
    count: findings.length,
    goneCount: gone.length - unjudged.length,
    fresh,
    unjudgedCount: unjudged.length,
  };
}
