// Scans a project: plan, analysis of each file, linking, score, baseline. The first flow, wired in one place.

import type { FailLevel } from "../config/settings.ts";
import type { Notice, Report, SkippedFile } from "../model/report.ts";
import type { DocumentedRule, RuleMeta } from "../model/rule.ts";
import { linkProject } from "../pipeline/link-project.ts";
import { reasonsOfCrashes } from "../pipeline/rule-crash-notice.ts";
import { toolRules } from "../findings/tool-rules.ts";
import { type RepositoryDescription, describeRepository } from "../repository/describe-repository.ts";
import { scoreReport } from "../score/score-report.ts";
import { type Shard, chooseShard } from "../source/choose-shard.ts";
import { tellVendored } from "../source/vendored-paths.ts";
import { toolVersion } from "../model/version.ts";
import { analyseFiles } from "./analyse-files.ts";
import { addProjectFindings } from "./project-findings.ts";
import { type PlannedScan, type ScanPlan, type ScanRequest, baselineOf, isShown, planScan, projectOf, toFilesRequest } from "./scan-plan.ts";

export type { BaselineRequest, ScanRequest } from "./scan-plan.ts";

export interface ScanOutcome {
  readonly report: Report;
  /** What the settings say, for the door's exit code. */
  readonly failLevel: FailLevel | undefined;
  readonly maxWarnings: number | undefined;
  /** The baseline file without what is gone: present where it would be shorter and everything was in sight. */
  readonly shrunkBaseline?: ShrunkBaseline;
}

export interface ShrunkBaseline {
  /** As it was named, relative to the working directory. */
  readonly file: string;
  readonly text: string;
  readonly goneCount: number;
  /** Findings that are written anew, since their function has another name now. */
  readonly renamedCount: number;
}

/** Scans. Throws an AssayError for a wrong request; whatever the files hold is in the report. */
export async function scanProject(request: ScanRequest): Promise<ScanOutcome> {
  const plan = await planScan(request);
  const { report, outcomes } = await scanPlanned(plan);
  const { failLevel, maxWarnings } = plan.settings;
  const wanted = request.baseline === "settings" ? baselineOf(plan) : request.baseline;
  if (wanted === undefined) return { report, failLevel, maxWarnings };
  const { compareWithBaseline } = await import("./compare-baseline.ts");
  return { ...(await compareWithBaseline(plan, wanted, { report, outcomes })), failLevel, maxWarnings };
}

/** Throws an AssayError where rule files do not load. */
export async function scanPlanned(plan: ScanPlan): Promise<PlannedScan> {
  if (plan.request.shard !== undefined) return scanShard(plan, plan.request.shard);
  const repository = startDescribing(plan);
  const analysed = await analyseFiles(toFilesRequest(plan, plan.discovery.files));
  const joined = plan.isWhole ? await addProjectFindings(projectOf(plan, analysed.outcomes)) : { outcomes: analysed.outcomes, notices: noticesOfPart(plan) };
  const whole = { outcomes: joined.outcomes, notices: [...analysed.notices, ...joined.notices] };
  return { report: await assemble(plan, repository, whole), outcomes: analysed.outcomes };
}

/** Who asks for types is told where nobody was asked. */
function noticesOfPart({ request }: ScanPlan): Notice[] {
  if (request.types !== true) return [];
  return [{ level: "warning", code: "no-types", message: "The compiler was asked nothing: `--types` needs the whole project, and only a part of it is scanned" }];
}

/** Git answers beside the analysis; and a process starts faster while this one is small. */
function startDescribing({ discovery }: ScanPlan): Promise<RepositoryDescription> | undefined {
  return discovery.isGitRoot ? describeRepository(discovery.root) : undefined;
}

/** What was found on the way to the files is told by the first shard alone. */
async function scanShard(plan: ScanPlan, shard: Shard): Promise<PlannedScan> {
  const { analyseShard } = await import("./scan-shard.ts");
  const repository = startDescribing(plan);
  const analysed = await analyseShard(plan, shard);
  const isFirst = shard.index === 1;
  const told = isFirst ? plan : { ...plan, discovery: { ...plan.discovery, skipped: [], notices: [] }, fromFiles: { ...plan.fromFiles, notices: [] } };
  const report = await assemble(told, repository, analysed);
  const own = new Set(chooseShard(plan.discovery.files, shard).map(({ path }) => path));
  const files = report.files.filter(({ path }) => own.has(path));
  const codeLines = files.reduce((sum, file) => sum + file.codeLines, 0);
  return { report: { ...report, files, score: scoreReport({ findings: report.findings, codeLines }) }, outcomes: analysed.outcomes };
}

type Analysed = Awaited<ReturnType<typeof analyseFiles>>;

/** `repository` is undefined outside a work tree's top. */
async function assemble({ request, discovery, builtin, fromFiles, codeRules, notices }: ScanPlan, repository: Promise<RepositoryDescription> | undefined, analysed: Analysed): Promise<Report> {
  const linked = linkProject(analysed.outcomes);
  const skipped = [...discovery.skipped, ...linked.skipped].sort((left, right) => (left.path < right.path ? -1 : 1));
  const findings = linked.findings.filter((finding) => isShown(request, finding));
  const incompleteReasons = [...linked.incompleteReasons, ...skipped.flatMap(reasonOf), ...reasonsOfCrashes([...analysed.notices, ...linked.notices])];
  const codeLines = linked.files.reduce((sum, file) => sum + file.codeLines, 0);
  return {
    schemaVersion: 1,
    toolVersion,
    root: discovery.root,
    ...(repository === undefined ? {} : { repository: await repository }),
    isComplete: incompleteReasons.length === 0,
    incompleteReasons,
    findings,
    suppressed: linked.suppressed.filter((finding) => isShown(request, finding)),
    files: linked.files,
    skipped,
    notices: sortNotices([...notices, ...fromFiles.notices, ...discovery.notices, ...analysed.notices, ...linked.notices, ...tellVendored(skipped)]),
    score: scoreReport({ findings, codeLines }),
    rules: [...(await documented(builtin)), ...fromFiles.described, ...(codeRules?.described ?? [])].sort(compareIds).filter(isFirstOfId),
  };
}

/** Files left out on purpose leave the scan complete; files that could not be read do not. */
function reasonOf(file: SkippedFile): string[] {
  const isOnPurpose = ["generated", "minified", "vendored", "ignored", "symlink-outside", "binary", "too-large"].includes(file.reason);
  return isOnPurpose ? [] : [`${file.path} was not analysed: ${file.reason}, ${file.detail}.`];
}

function sortNotices(notices: readonly Notice[]): Notice[] {
  const keyOf = (notice: Notice): string => `${notice.path ?? ""}\u0000${notice.line ?? 0}\u0000${notice.code}\u0000${notice.message}`;
  return [...notices].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

function compareIds(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

function isFirstOfId(rule: DocumentedRule, index: number, all: readonly DocumentedRule[]): boolean {
  return all[index - 1]?.id !== rule.id;
}

/** Rules with their long texts; these are loaded only for reports that carry them. */
async function documented(wanted: readonly RuleMeta[]): Promise<DocumentedRule[]> {
  const { documentation } = await import("../../rules/documentation.generated.ts");
  const byId = new Map<string, string>([...documentation, ...toolRules.map((rule) => [rule.id, rule.documentation] as const)]);
  return wanted
    .map((rule) => ({ ...rule, documentation: byId.get(rule.id) ?? "" }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}
