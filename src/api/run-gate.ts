// Runs the gate: scans, compares, measures what the conditions ask for, and judges.

import { resolve } from "node:path";
import { matchBaseline } from "../findings/match-baseline.ts";
import { AssayError } from "../model/errors.ts";
import type { GateCondition, GateMetricName } from "../model/gate.ts";
import type { Report } from "../model/report.ts";
import { pathsOfCrashes } from "../pipeline/rule-crash-notice.ts";
import { findChangedLines } from "../repository/changed-lines.ts";
import { isTestPath } from "../rule-kit/test-path.ts";
import type { DuplicationFacts, GateFacts, Known, MeasuredFunction } from "../score/gate/facts.ts";
import { defaultConditions, judgeGate } from "../score/gate/judge.ts";
import { parseCoverage } from "../source/coverage-reports/parse-coverage.ts";
import { placeCoverage } from "../source/coverage-reports/place-coverage.ts";
import { readText } from "../source/read-manifests.ts";
import { type Baseline, applyBaseline, loadBaseline, shrinkBaseline } from "./compare-baseline.ts";
import { type MetricsReport, measurePaths } from "./measure.ts";
import { type ScanOutcome, scanPlanned } from "./scan.ts";
import { type BaselineRequest, type PlannedScan, type ScanPlan, type ScanRequest, baselineOf, planScan } from "./scan-plan.ts";

export interface GateRequest {
  /** What is scanned, under which settings; its `baseline` is what new code is measured against. */
  readonly scan: ScanRequest;
  /** Coverage reports, relative to the working directory; none: those that the settings name. */
  readonly coverage: readonly string[];
}

/** The report has the gate's answer; its findings are the new ones where what is new is known. */
export async function runGate(request: GateRequest): Promise<ScanOutcome> {
  const plan = await planScan(request.scan);
  const { settings } = plan;
  const scanned = await scanPlanned(plan);
  const conditions = settings.gate.conditions ?? defaultConditions;
  const wanted = baselineFor(plan);
  const baseline = await known(() => loadBaseline(plan, wanted, scanned.outcomes));
  const compared = "unknown" in baseline ? undefined : applyBaseline(scanned.report, baseline.value);
  const shrunkBaseline = compared === undefined || wanted.type === "commit" || "unknown" in baseline ? undefined : shrinkBaseline(plan, wanted.file, baseline.value, compared);
  const report = compared?.report ?? scanned.report;
  const facts = await collectFacts(request, plan, { conditions, scanned, baseline, report });
  return {
    report: { ...report, gate: judgeGate(conditions, facts) },
    failLevel: settings.failLevel,
    maxWarnings: settings.maxWarnings,
    ...(shrunkBaseline === undefined ? {} : { shrunkBaseline }),
  };
}

/** What was asked for, else what the settings' gate or baseline says, else the merge base. */
function baselineFor(plan: ScanPlan): BaselineRequest {
  const { baseline } = plan.request;
  const { against } = plan.settings.gate;
  if (baseline !== undefined && baseline !== "settings") return baseline;
  if (against !== undefined) return { type: "commit", reference: against };
  return (baseline === "settings" ? baselineOf(plan) : undefined) ?? { type: "commit", reference: "auto" };
}

/** Git's failures leave things unknown; whatever else goes wrong ends the run. */
async function known<T>(work: () => Promise<T>): Promise<Known<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== "git-failed") throw error;
    return { unknown: [error.message.replace(/\.$/, ""), ...(error.nextStep === undefined ? [] : [error.nextStep.replace(/\.$/, "")])].join(": ") };
  }
}

interface Collected {
  readonly conditions: readonly GateCondition[];
  readonly scanned: PlannedScan;
  readonly baseline: Known<Baseline>;
  readonly report: Report;
}

async function collectFacts(request: GateRequest, plan: ScanPlan, { conditions, scanned, baseline, report }: Collected): Promise<GateFacts> {
  const asks = (...names: readonly GateMetricName[]): boolean => conditions.some(({ metric }) => names.includes(metric));
  const wantsDuplication = asks("duplication");
  const metrics = wantsDuplication || asks("cyclomatic-complexity", "cognitive-complexity") ? await measure(plan, wantsDuplication) : undefined;
  const fresh: Known<Report["findings"]> = "unknown" in baseline ? baseline : { value: report.findings };
  return {
    findings: scanned.report.findings,
    codeLines: scanned.report.score.codeLines,
    suppressed: scanned.report.suppressed,
    freshlySuppressed: "unknown" in baseline ? baseline : freshlySuppressed(scanned.report, baseline.value),
    fresh,
    before: baseline,
    unread: unreadFiles(scanned.report),
    changedLines: await changedLinesOf(plan, baseline),
    coverable: (path) => scanned.report.files.some((file) => file.path === path && file.codeLines > 0) && !isTestPath(path),
    functions: metrics === undefined ? { unknown: "functions were not measured" } : { value: functionsOf(metrics) },
    duplication: metrics === undefined ? { unknown: "duplication was not measured" } : { value: duplicationOf(metrics) },
    coverage: asks("coverage") ? readCoverage(request, plan, scanned.report) : { unknown: "no coverage report was read" },
  };
}

/** Files whose findings may be unseen. Where the parse error is switched off, the file is broken on purpose. */
function unreadFiles({ files, skipped, findings, notices }: Report): string[] {
  const told = new Set(findings.filter(({ ruleId }) => ruleId === "assay/parse-error").map(({ path }) => path));
  const failures = new Set(["unreadable", "vanished", "not-utf8", "timeout", "crashed"]);
  const unread = [
    ...files.filter(({ path, hasParseProblem }) => hasParseProblem && told.has(path)).map(({ path }) => path),
    ...skipped.filter(({ reason }) => failures.has(reason)).map(({ path }) => path),
    ...pathsOfCrashes(notices, files.map(({ path }) => path)),
  ];
  return [...new Set(unread)].sort();
}

/** What is suppressed now and was not before: new, or open then. */
function freshlySuppressed({ suppressed }: Report, { suppressed: before }: Baseline): Known<Report["findings"]> {
  if (before === undefined) return { unknown: "a baseline file does not hold what was suppressed: compare with a commit" };
  return { value: matchBaseline(suppressed, before).fresh };
}

async function changedLinesOf(plan: ScanPlan, baseline: Known<Baseline>): Promise<GateFacts["changedLines"]> {
  if ("unknown" in baseline) return baseline;
  const { named } = baseline.value;
  if (named.type === "file") return { unknown: "a baseline file does not tell which lines are new: compare with a commit" };
  return known(() => findChangedLines(plan.root, named.commit));
}

async function measure({ request }: ScanPlan, hasDuplication: boolean): Promise<MetricsReport> {
  const { cwd, paths, settingsFile, isTrusted, hasIgnores, jobs, timeoutMs } = request;
  return measurePaths({ cwd, paths, compatibility: undefined, hasDuplication, settingsFile, isTrusted, hasIgnores, jobs, timeoutMs });
}

function functionsOf({ files }: MetricsReport): MeasuredFunction[] {
  return files.flatMap(({ path, functions }) => functions.map(({ qualifiedName, startLine, endLine, cyclomatic, cognitive }) => ({ path, name: qualifiedName, startLine, endLine, cyclomatic, cognitive })));
}

function duplicationOf({ project }: MetricsReport): DuplicationFacts {
  const linesOf = new Map<string, Set<number>>();
  for (const { path, startLine, endLine } of project.duplication?.clones.flatMap(({ places }) => places) ?? []) {
    const lines = linesOf.get(path) ?? new Set<number>();
    for (let line = startLine; line <= endLine; line++) lines.add(line);
    linesOf.set(path, lines);
  }
  return { linesOf, totalLines: project.lines.total };
}

const largestCoverageBytes = 256 * 1024 * 1024;

function readCoverage({ coverage }: GateRequest, plan: ScanPlan, report: Report): GateFacts["coverage"] {
  const { settings, request, root } = plan;
  const named = coverage.length > 0 ? coverage.map((file) => resolve(request.cwd, file)) : settings.gate.coverage.map((file) => resolve(settings.folder, file));
  if (named.length === 0) return { unknown: "no coverage report was named: use --coverage FILE, or `gate.coverage` in the settings" };
  const texts = named.map((file) => ({ file, text: readText(file, largestCoverageBytes) }));
  const missing = texts.find(({ text }) => text === undefined);
  if (missing !== undefined) return { unknown: `there is no coverage report ${missing.file.startsWith(`${root}/`) ? missing.file.slice(root.length + 1) : missing.file}` };
  const placed = placeCoverage(texts.map(({ file, text }) => parseCoverage(text!, file)), root, report.files.map(({ path }) => path));
  return placed.size === 0 ? { unknown: "the coverage reports say nothing of any file here" } : { value: placed };
}
