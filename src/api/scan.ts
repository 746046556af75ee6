// Scans a project: settings, discovery, analysis of each file, linking, score. The first flow, wired in one place.

import { availableParallelism } from "node:os";
import { basename, join, relative, resolve, sep } from "node:path";
import { createSettingsResolver } from "../config/resolve-for-file.ts";
import { loadSettings } from "../config/load-settings.ts";
import type { FailLevel } from "../config/settings.ts";
import { languages } from "../languages/registry.generated.ts";
import { AssayError } from "../model/errors.ts";
import type { Severity } from "../model/finding.ts";
import type { Notice, Report, SkippedFile } from "../model/report.ts";
import type { DocumentedRule, RuleMeta } from "../model/rule.ts";
import { linkProject } from "../pipeline/link-project.ts";
import { toolRules } from "../findings/tool-rules.ts";
import { describeRepository } from "../repository/describe-repository.ts";
import { findChangedFiles } from "../repository/changed-files.ts";
import { listWorkTreeFiles } from "../repository/work-tree-files.ts";
import { scoreReport } from "../score/score-report.ts";
import { discoverFiles } from "../source/discover-files.ts";
import type { Discovery } from "../source/discovery.ts";
import { findGitRoot, findRoot } from "../source/find-root.ts";
import { type RuleFile, readRuleFiles } from "../source/read-rule-files.ts";
import { createLanguageFinder } from "../source/languages-by-name.ts";
import { toolVersion } from "../model/version.ts";
import { type AnalysisSetup, inProcessNestingLimit } from "./analyst.ts";
import { analyseFiles } from "./analyse-files.ts";
import { knownRules } from "./known-rules.ts";
import { addProjectFindings } from "./project-findings.ts";

export interface ScanRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Files and folders; none means `cwd`. */
  readonly paths: readonly string[];
  /** Code that is at hand instead of paths. */
  readonly stdin?: { readonly fileName: string; readonly text: string };
  /** Rule files and folders in Semgrep's syntax; with them the built-in rules run only `withBuiltin`. */
  readonly ruleFiles?: readonly string[] | undefined;
  readonly withBuiltin?: boolean | undefined;
  readonly only?: "security" | "quality" | undefined;
  readonly minimumSeverity?: Severity | undefined;
  /** Only files that changed since this git revision. */
  readonly since?: string | undefined;
  /** Absolute: the project whose settings hold, where its texts lie elsewhere; the scan's own root without it. */
  readonly settingsFrom?: string | undefined;
  /** A path, `false` for no settings, undefined for the nearest. */
  readonly settingsFile?: string | false | undefined;
  /** False where the project's author must not run code through its settings file. */
  readonly isTrusted: boolean;
  /** False lifts ignore files and the marks of generated and minified code. */
  readonly hasIgnores: boolean;
  readonly maxFileSizeBytes?: number | undefined;
  /** Longest time for one file. */
  readonly timeoutMs?: number | undefined;
  readonly jobs?: number | undefined;
  /** True where the process ends after this scan. */
  readonly isOneShot?: boolean | undefined;
  /** Absent: no cache. */
  readonly cache?: { readonly location?: string | undefined } | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly onProgress?: (finished: number, total: number) => void;
}

export interface ScanOutcome {
  readonly report: Report;
  /** What the settings say, for the door's exit code. */
  readonly failLevel: FailLevel | undefined;
  readonly maxWarnings: number | undefined;
}

const defaultMaxFileSizeBytes = 1024 * 1024;
const defaultTimeoutMs = 10_000;
const severityOrder: readonly Severity[] = ["error", "warning", "info"];

/** Scans. Throws an AssayError for a wrong request; whatever the files hold is in the report. */
export async function scanProject(request: ScanRequest): Promise<ScanOutcome> {
  const { root, targets } = findRoot(request.stdin === undefined ? request.paths : [], request.cwd);
  const known = [...knownRules.values()];
  const settingsRoot = request.settingsFrom ?? root;
  const settings = await loadSettings({
    root: settingsRoot,
    startFolder: request.settingsFrom ?? request.cwd,
    ...(typeof request.settingsFile === "string" ? { file: request.settingsFile } : {}),
    isSwitchedOff: request.settingsFile === false,
    isTrusted: request.isTrusted,
    knownRules: known,
  });
  const wanted = known.filter(
    (rule) =>
      isWanted(rule, request.only) && (settings.reportUnusedSuppressions || rule.id !== "assay/unused-suppression"),
  );
  const ruleFiles = readRuleFiles(request.ruleFiles ?? [], request.cwd);
  // With rule files alone nothing of ours runs, and what cannot be parsed is told by a notice, not by a finding.
  const builtin = ruleFiles.length > 0 && request.withBuiltin !== true ? [] : wanted;
  const fromFiles = await describeRuleFiles(ruleFiles);
  const resolver = createSettingsResolver(settings, builtin, settingsRoot);
  const maxFileSizeBytes = request.maxFileSizeBytes ?? settings.maxFileSizeBytes ?? defaultMaxFileSizeBytes;
  const discovery = await discover(request, { root, maxFileSizeBytes, isExcluded: resolver.isExcluded });
  const configurations: Record<string, AnalysisSetup["configurations"][string]> = {};
  const files = discovery.files.map((file) => {
    const configuration = resolver.resolveForFile(file.path);
    configurations[configuration.key] = configuration.rules;
    return { ...file, configuration: configuration.key };
  });
  const setup: AnalysisSetup = {
    configurations,
    maxFileSizeBytes,
    includesGenerated: !request.hasIgnores,
    today: request.today,
    ruleFiles,
    nestingLimit: inProcessNestingLimit,
  };
  const analysed = await analyseFiles({
    setup,
    root,
    files,
    cache: request.cache,
    isOneShot: request.isOneShot,
    stdinText: request.stdin?.text,
    threads: request.jobs ?? settings.jobs ?? availableParallelism(),
    timeoutMs: request.timeoutMs ?? settings.timeoutMs ?? defaultTimeoutMs,
    onProgress: request.onProgress,
  });
  // What nothing uses can be told only where everything is in sight.
  const isWhole = request.stdin === undefined && request.since === undefined && targets.some((target) => target.path === "");
  const outcomes = isWhole
    ? await addProjectFindings({
        root,
        outcomes: analysed.outcomes,
        absolutePathOf: (path) => join(root, path),
        rulesOf: (path) => resolver.resolveForFile(path).rules,
        maxFileSizeBytes,
        today: request.today,
      })
    : analysed.outcomes;
  const report = await assemble({ request, discovery, builtin, fromFiles, analysed: { ...analysed, outcomes } });
  return { report, failLevel: settings.failLevel, maxWarnings: settings.maxWarnings };
}

function isWanted(rule: RuleMeta, only: ScanRequest["only"]): boolean {
  if (only === undefined || rule.category === "tool") return true;
  return only === "security" ? rule.category === "security" : rule.category !== "security";
}

async function discover(
  request: ScanRequest,
  facts: { root: string; maxFileSizeBytes: number; isExcluded: (path: string) => boolean },
): Promise<Discovery> {
  if (request.stdin !== undefined) return discoverStdin(request.stdin, request.cwd, facts.root);
  const changed = request.since === undefined ? undefined : await findChangedFiles(facts.root, request.since);
  return discoverFiles({
    paths: request.paths,
    workingDirectory: request.cwd,
    languages,
    maxFileSizeBytes: facts.maxFileSizeBytes,
    noIgnore: !request.hasIgnores,
    isExcluded: facts.isExcluded,
    listWorkTree: listWorkTreeFiles,
    ...(changed === undefined ? {} : { onlyPaths: new Set(changed.paths) }),
  });
}

interface Assembly {
  readonly request: ScanRequest;
  readonly discovery: Discovery;
  readonly builtin: readonly RuleMeta[];
  readonly fromFiles: FromFiles;
  readonly analysed: Awaited<ReturnType<typeof analyseFiles>>;
}

async function assemble({ request, discovery, builtin, fromFiles, analysed }: Assembly): Promise<Report> {
  const linked = linkProject(analysed.outcomes);
  const skipped = [...discovery.skipped, ...linked.skipped].sort((left, right) => (left.path < right.path ? -1 : 1));
  const limit = severityOrder.indexOf(request.minimumSeverity ?? "info");
  const isShown = (finding: { severity: Severity }): boolean => severityOrder.indexOf(finding.severity) <= limit;
  const findings = linked.findings.filter(isShown);
  const incompleteReasons = [...linked.incompleteReasons, ...skipped.flatMap(reasonOf), ...linked.notices.flatMap(reasonOfCrash)];
  const codeLines = linked.files.reduce((sum, file) => sum + file.codeLines, 0);
  return {
    schemaVersion: 1,
    toolVersion,
    root: discovery.root,
    ...(discovery.isGitRoot ? { repository: await describeRepository(discovery.root) } : {}),
    isComplete: incompleteReasons.length === 0,
    incompleteReasons,
    findings,
    suppressed: linked.suppressed.filter(isShown),
    files: linked.files,
    skipped,
    notices: sortNotices([...fromFiles.notices, ...discovery.notices, ...analysed.notices, ...linked.notices]),
    score: scoreReport({ findings, codeLines }),
    rules: [...(await documented(builtin)), ...fromFiles.described].sort(compareIds).filter(isFirstOfId),
  };
}

/** Files left out on purpose leave the scan complete; files that could not be read do not. */
function reasonOf(file: SkippedFile): string[] {
  const isOnPurpose = ["generated", "minified", "ignored", "symlink-outside", "binary", "too-large"].includes(file.reason);
  return isOnPurpose ? [] : [`${file.path} was not analysed: ${file.reason}, ${file.detail}.`];
}

/** A rule that gave up on a file has left findings out. */
function reasonOfCrash({ code, path, message }: Notice): string[] {
  return code === "rule-crashed" ? [`${path}: ${message}.`] : [];
}

function sortNotices(notices: readonly Notice[]): Notice[] {
  const keyOf = (notice: Notice): string => `${notice.path ?? ""}\u0000${notice.line ?? 0}\u0000${notice.code}\u0000${notice.message}`;
  return [...notices].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

interface FromFiles {
  readonly described: readonly DocumentedRule[];
  readonly notices: readonly Notice[];
}

/** Loads the rules once here, for the report; rules that do not load are errors of the configuration. */
async function describeRuleFiles(files: readonly RuleFile[]): Promise<FromFiles> {
  if (files.length === 0) return { described: [], notices: [] };
  const { compilePatternRules } = await import("./pattern-rules.ts");
  const { createParsers } = await import("./parsers.ts");
  const { described, problems } = await compilePatternRules(files, createParsers());
  const [first] = problems;
  if (described.length === 0) {
    throw new AssayError({
      code: "config-invalid",
      message: first === undefined ? "The rule files hold no rule that can run here." : `${first.path}:${first.line}:${first.column}: ${first.message}`,
      nextStep: "`assay rules validate PATH` lists every problem with its place.",
    });
  }
  const notices = problems.map(
    ({ path, line, message }): Notice => ({ level: "error", code: "rule-invalid", message: `A rule was left out: ${message}`, path, line }),
  );
  return { described, notices };
}

function compareIds(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

function isFirstOfId(rule: DocumentedRule, index: number, all: readonly DocumentedRule[]): boolean {
  return all[index - 1]?.id !== rule.id;
}

/** Standard input is one file that need not exist. */
function discoverStdin(stdin: { fileName: string; text: string }, cwd: string, root: string): Discovery {
  const absolutePath = resolve(cwd, stdin.fileName);
  const path = relative(root, absolutePath).split(sep).join("/");
  const name = basename(path);
  const firstLine = stdin.text.split("\n", 1)[0] ?? "";
  const finder = createLanguageFinder(languages);
  const language = finder.byName(name) ?? finder.byFirstLine(firstLine);
  if (language === undefined) {
    throw new AssayError({
      code: "language-unknown",
      message: `No language is known for the file name ${JSON.stringify(stdin.fileName)}.`,
      nextStep: `Give --stdin-filename a name with one of these endings: ${languages.flatMap((entry) => entry.extensions).join(" ")}.`,
    });
  }
  const sizeBytes = Buffer.byteLength(stdin.text);
  const file = { path, absolutePath, language, sizeBytes, mtimeMs: 0, ctimeMs: 0, inode: 0 };
  return { root, isGitRoot: findGitRoot(cwd) === root, files: [file], skipped: [], notices: [] };
}

/** Rules with their long texts; these are loaded only for reports that carry them. */
async function documented(wanted: readonly RuleMeta[]): Promise<DocumentedRule[]> {
  const { documentation } = await import("../../rules/documentation.generated.ts");
  const byId = new Map<string, string>([...documentation, ...toolRules.map((rule) => [rule.id, rule.documentation] as const)]);
  return wanted
    .map((rule) => ({ ...rule, documentation: byId.get(rule.id) ?? "" }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}
