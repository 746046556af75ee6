// Measures a project: discovery, metrics of each file in this thread or in workers, sums for the whole.

import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { findCompatibility } from "../analyzers/metrics/compat/compatibility.ts";
import { type Duplication, findClones } from "../analyzers/metrics/duplication/find-clones.ts";
import type { FileFigures } from "../analyzers/metrics/figures.ts";
import { type ImportCycle, findImportCycles, measureCoupling } from "../analyzers/project/coupling.ts";
import { type ModuleGraph, buildModuleGraph } from "../analyzers/project/module-graph.ts";
import { type ProjectFigures, measureProject } from "../analyzers/metrics/measure-project.ts";
import { createSettingsResolver } from "../config/resolve-for-file.ts";
import { loadSettings } from "../config/load-settings.ts";
import { languages } from "../languages/registry.generated.ts";
import type { Notice, SkippedFile } from "../model/report.ts";
import { toolVersion } from "../model/version.ts";
import { runInWorkers } from "../pipeline/worker-pool.ts";
import { listWorkTreeFiles } from "../repository/work-tree-files.ts";
import { discoverFiles } from "../source/discover-files.ts";
import type { DiscoveredFile } from "../source/discovery.ts";
import { findRoot } from "../source/find-root.ts";
import { readManifests } from "../source/read-manifests.ts";
import { buildEntry } from "./build-files.ts";
import { manifestNames, moduleSystems } from "./module-systems.ts";
import { type MeasureJob, type MeasureOutcome, type MeasureSetup, createSurveyor } from "./surveyor.ts";

export interface MeasureRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Files and folders; none means `cwd`. */
  readonly paths: readonly string[];
  /** Id of the tool whose figures are wanted; undefined for our own definitions. */
  readonly compatibility: string | undefined;
  /** Looks for clones too. */
  readonly hasDuplication?: boolean | undefined;
  /** A path, `false` for no settings, undefined for the nearest. */
  readonly settingsFile?: string | false | undefined;
  readonly isTrusted: boolean;
  readonly hasIgnores: boolean;
  readonly jobs?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

/** What `assay metrics --format json` prints; `schemas/metrics.schema.json` describes it. */
export interface MetricsReport {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  readonly compatibility?: string;
  readonly files: readonly FileFigures[];
  readonly project: ProjectFigures & { readonly modules: ModuleSums; readonly duplication?: Duplication };
  /** Files that could not be measured, with the reason. */
  readonly skipped: readonly SkippedFile[];
  readonly notices: readonly Notice[];
}

/** What a single text is measured to, and what is measured of a project besides. */
export type Measurement = Pick<MetricsReport, "files" | "skipped"> & {
  readonly project: Omit<MetricsReport["project"], "modules"> & Partial<Pick<MetricsReport["project"], "modules">>;
};

/** The graph of all modules in a few figures. */
export interface ModuleSums {
  /** Pairs of modules of which one imports the other. */
  readonly ties: number;
  /** Circles that close while modules load. */
  readonly cycles: readonly ImportCycle[];
}

const maxFileSizeBytes = 8 * 1024 * 1024;
const defaultTimeoutMs = 20_000;
const workerHeapMb = 1_024;
/** Below this many bytes a worker costs more than it brings. */
const fewBytes = 1_500_000;

/** Measures generated and minified files too: they are part of what a project holds. Throws for a wrong request. */
export async function measurePaths(request: MeasureRequest): Promise<MetricsReport> {
  if (request.compatibility !== undefined) findCompatibility(request.compatibility);
  const { root } = findRoot(request.paths, request.cwd);
  const settings = await loadSettings({
    root,
    startFolder: request.cwd,
    ...(typeof request.settingsFile === "string" ? { file: request.settingsFile } : {}),
    isSwitchedOff: request.settingsFile === false,
    isTrusted: request.isTrusted,
    knownRules: [],
  });
  const discovery = await discoverFiles({
    paths: request.paths,
    workingDirectory: request.cwd,
    languages,
    maxFileSizeBytes,
    noIgnore: !request.hasIgnores,
    isExcluded: createSettingsResolver(settings, [], root).isExcluded,
    listWorkTree: listWorkTreeFiles,
  });
  const outcomes = await measureAll(request, discovery.files);
  const graph = joinModules(root, outcomes);
  const files = outcomes.flatMap((outcome) => (outcome.type === "measured" ? [withCoupling(outcome, graph)] : []));
  const unread = outcomes.flatMap((outcome) => (outcome.type === "unread" ? [outcome.skipped] : []));
  files.sort((left, right) => (left.path < right.path ? -1 : 1));
  return {
    schemaVersion: 1,
    toolVersion,
    ...(request.compatibility === undefined ? {} : { compatibility: request.compatibility }),
    files,
    project: { ...measureProject(files), modules: sumModules(graph), ...(request.hasDuplication === true ? { duplication: findDuplication(outcomes) } : {}) },
    skipped: [...discovery.skipped, ...unread].sort((left, right) => (left.path < right.path ? -1 : 1)),
    notices: discovery.notices,
  };
}

function joinModules(root: string, outcomes: readonly MeasureOutcome[]): ModuleGraph {
  const modules = outcomes.flatMap((outcome) =>
    outcome.type === "measured" && outcome.facts !== undefined ? [{ path: outcome.figures.path, language: outcome.figures.language, facts: outcome.facts }] : [],
  );
  return buildModuleGraph({ rootName: basename(root), modules, systems: moduleSystems, manifests: readManifests(root, modules.map((module) => module.path), manifestNames) });
}

function withCoupling({ figures }: MeasureOutcome & { readonly type: "measured" }, graph: ModuleGraph): FileFigures {
  return graph.modules.has(figures.path) ? { ...figures, coupling: measureCoupling(graph, figures.path) } : figures;
}

function sumModules(graph: ModuleGraph): ModuleSums {
  const ties = [...graph.imports.values()].reduce((sum, edges) => sum + new Set(edges.map((edge) => edge.to)).size, 0);
  return { ties, cycles: findImportCycles(graph) };
}

function findDuplication(outcomes: readonly MeasureOutcome[]): Duplication {
  const measured = outcomes.flatMap((outcome) => (outcome.type === "measured" && outcome.tokens !== undefined ? [{ path: outcome.figures.path, tokens: outcome.tokens }] : []));
  measured.sort((left, right) => (left.path < right.path ? -1 : 1));
  const totalLines = outcomes.reduce((sum, outcome) => sum + (outcome.type === "measured" ? outcome.figures.lines.total : 0), 0);
  return findClones(measured, totalLines);
}

async function measureAll(request: MeasureRequest, files: readonly DiscoveredFile[]): Promise<MeasureOutcome[]> {
  const jobs: MeasureJob[] = files.map(({ path, absolutePath, language, sizeBytes }) => ({ path, absolutePath, language, sizeBytes }));
  const setup: MeasureSetup = { compatibility: request.compatibility, maxFileSizeBytes, wantsTokens: request.hasDuplication === true };
  const entry = buildEntry("analysis-worker");
  const totalBytes = jobs.reduce((sum, job) => sum + job.sizeBytes, 0);
  if (entry === undefined || totalBytes < fewBytes) {
    const surveyor = createSurveyor(setup);
    const outcomes: MeasureOutcome[] = [];
    for (const job of jobs) outcomes.push(await surveyor(job));
    return outcomes;
  }
  const { results, lost } = await runInWorkers<MeasureJob, MeasureOutcome>({
    entry: new URL("metrics-worker.js", entry),
    workerData: { setup },
    jobs,
    threads: request.jobs ?? availableParallelism(),
    timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
    heapMb: workerHeapMb,
    weightOf: (job) => job.sizeBytes,
  });
  const unread = lost.map(({ job, reason, detail }): MeasureOutcome => ({ type: "unread", skipped: { path: job.path, reason, detail } }));
  return [...results.map(({ result }) => result), ...unread];
}
