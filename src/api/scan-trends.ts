// Tells how a project developed: the findings and the score of each of its last commits, and where change meets complexity.

import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Hotspot, TrendPoint, Trends } from "../model/trends.ts";
import { type HistoryCommit, countChanges, listCommits } from "../repository/history.ts";
import { scoreReport } from "../score/score-report.ts";
import { type BaseScan, scanBase } from "./base-scan.ts";
import { measurePaths } from "./measure.ts";
import { type ScanPlan, type ScanRequest, planScan } from "./scan-plan.ts";
import { scanPlanned } from "./scan.ts";

export interface TrendsRequest {
  /** What is scanned, under the settings of now: they hold for every commit. */
  readonly scan: ScanRequest;
  /** How many commits of the head's own line. */
  readonly commits: number;
}

/** Hotspots look further back than the points do: a few commits say little of how often a file changes. */
const fewestCounted = 500;
const mostHotspots = 20;

/**
 * The report of the work tree, with its trends. Only files that differ from the work tree are analysed for a commit,
 * and those only once: the cache knows them by their bytes. Throws `git-failed` outside a work tree.
 */
export async function scanTrends({ scan, commits }: TrendsRequest): Promise<Report> {
  const plan = await planScan(scan);
  if (!plan.discovery.isGitRoot) throw new AssayError({ code: "git-failed", message: "There is no git repository here.", nextStep: "Run inside a git work tree: trends are those of its commits." });
  const history = await listCommits(plan.root, commits);
  const { report, outcomes } = await scanPlanned(plan);
  const points: TrendPoint[] = [];
  for (const commit of history) points.unshift(toPoint(commit, await scanBase(plan, outcomes, commit.hash)));
  return { ...report, trends: { points, ...(await findHotspots(plan, report, Math.max(fewestCounted, commits))) } };
}

function toPoint({ hash, date, subject }: HistoryCommit, { findings, codeLines, isComplete }: BaseScan): TrendPoint {
  const score = scoreReport({ findings, codeLines });
  const count = (severity: Finding["severity"]): number => findings.filter((finding) => finding.severity === severity).length;
  return { commit: hash, date, subject, millipoints: score.millipoints, rating: score.rating, errors: count("error"), warnings: count("warning"), infos: count("info"), codeLines, isComplete };
}

async function findHotspots({ root, request }: ScanPlan, report: Report, counted: number): Promise<Omit<Trends, "points">> {
  const { cwd, paths, settingsFile, isTrusted, hasIgnores, jobs } = request;
  const [changes, { files }] = await Promise.all([countChanges(root, counted), measurePaths({ cwd, paths, compatibility: undefined, settingsFile, isTrusted, hasIgnores, jobs })]);
  const scanned = new Set(report.files.map(({ path }) => path));
  const hotspots = files.flatMap(({ path, functions }): Hotspot[] => {
    const commits = changes.get(path) ?? 0;
    const complexity = functions.reduce((sum, { cognitive }) => sum + cognitive, 0);
    // A file that changed once, when it came, is no hotspot.
    if (commits < 2 || complexity === 0 || !scanned.has(path)) return [];
    return [{ path, commits, complexity, weight: commits * complexity, findings: report.findings.filter((finding) => finding.path === path).length }];
  });
  hotspots.sort((left, right) => right.weight - left.weight || (left.path < right.path ? -1 : 1));
  return { hotspots: hotspots.slice(0, mostHotspots), commitsCounted: counted };
}
