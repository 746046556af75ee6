// Splits a report's findings into new and known ones, by a baseline file or by an earlier commit.

import { resolve } from "node:path";
import { parseBaseline, serialiseBaseline } from "../findings/baseline-file.ts";
import { type BaselineMatch, type KnownFinding, matchBaseline } from "../findings/match-baseline.ts";
import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { BaselineReport, Report } from "../model/report.ts";
import { pathsOfCrashes } from "../pipeline/rule-crash-notice.ts";
import { findBaseByItself } from "../repository/merge-base.ts";
import { readText } from "../source/read-manifests.ts";
import { scanBase } from "./base-scan.ts";
import type { ScanOutcome, ShrunkBaseline } from "./scan.ts";
import type { BaselineRequest, PlannedScan, ScanPlan } from "./scan-plan.ts";

/** What was there before. */
export interface Baseline {
  readonly named: Omit<BaselineReport, "known" | "goneCount">;
  readonly findings: readonly KnownFinding[];
  /** The size over which its score is measured. */
  readonly codeLines: number;
  /** What was suppressed then; a file does not tell. */
  readonly suppressed?: readonly Finding[];
}

const largestBaselineBytes = 256 * 1024 * 1024;

/** Throws `config-unreadable` or `config-invalid` for a file, `git-failed` for a commit. */
export async function loadBaseline(plan: ScanPlan, wanted: BaselineRequest, outcomes: PlannedScan["outcomes"]): Promise<Baseline> {
  if (wanted.type === "file") return { named: { type: "file", reference: wanted.file }, ...readBaseline(plan.request.cwd, wanted.file) };
  const found = wanted.reference === "auto" ? await findBaseByItself(plan.root, process.env) : { reference: wanted.reference, name: wanted.reference };
  // Before the first commit there was nothing.
  if (found === undefined) return { named: { type: "commit", reference: "nothing" }, findings: [], codeLines: 0, suppressed: [] };
  const { findings, codeLines, changes, suppressed } = await scanBase(plan, outcomes, found.reference);
  return { named: { type: "commit", reference: found.name, commit: changes.base }, findings, codeLines, suppressed };
}

/** Throws `config-unreadable` where there is none. */
export function readBaseline(cwd: string, file: string): ReturnType<typeof parseBaseline> {
  const text = readText(resolve(cwd, file), largestBaselineBytes);
  if (text === undefined) throw new AssayError({ code: "config-unreadable", message: `There is no baseline ${JSON.stringify(file)}.`, nextStep: "Write one first: `assay baseline`." });
  return parseBaseline(text, file);
}

/** The report with the new findings alone; the score stays that of all. */
export function applyBaseline(report: Report, { named, findings }: Baseline): { readonly report: Report; readonly match: BaselineMatch<KnownFinding> } {
  const match = matchBaseline(report.findings, findings);
  return { report: { ...report, findings: match.fresh, baseline: { ...named, known: match.known, goneCount: match.gone.length } }, match };
}

export async function compareWithBaseline(plan: ScanPlan, wanted: BaselineRequest, { report, outcomes }: PlannedScan): Promise<Pick<ScanOutcome, "report" | "shrunkBaseline">> {
  const baseline = await loadBaseline(plan, wanted, outcomes);
  const compared = applyBaseline(report, baseline);
  const shrunkBaseline = wanted.type === "file" ? shrinkBaseline(plan, wanted.file, baseline, compared) : undefined;
  return { report: compared.report, ...(shrunkBaseline === undefined ? {} : { shrunkBaseline }) };
}

/**
 * Drops what is gone for sure: everything ran on everything, and the file that held it was read whole or is no more. What
 * is told under a function's earlier name is told under the new one: after the next edit nothing else would know it.
 */
export function shrinkBaseline(plan: ScanPlan, file: string, { codeLines }: Baseline, { report, match }: ReturnType<typeof applyBaseline>): ShrunkBaseline | undefined {
  if (!seesEverything(plan)) return undefined;
  const unread = unreadPaths(report);
  const gone = match.gone.filter(({ path }) => !unread.has(path));
  if (gone.length + match.renamed.length === 0) return undefined;
  const unjudged = match.gone.filter(({ path }) => unread.has(path));
  return { file, text: serialiseBaseline({ codeLines, findings: [...match.kept, ...match.renamed, ...unjudged] }), goneCount: gone.length, renamedCount: match.renamed.length };
}

/** False where a part of the project or some of the rules were left out. */
export function seesEverything({ isWhole, request }: ScanPlan): boolean {
  return isWhole && request.only === undefined && (request.ruleFiles ?? []).length === 0 && (request.minimumSeverity ?? "info") === "info";
}

/** Files whose findings are not all known: read in part or not at all. */
export function unreadPaths(report: Report): ReadonlySet<string> {
  const crashed = pathsOfCrashes(report.notices, report.files.map(({ path }) => path));
  return new Set([...crashed, ...[...report.files.filter((file) => file.hasParseProblem), ...report.skipped].map(({ path }) => path)]);
}
