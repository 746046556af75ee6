// Plans a scan: settings, rules, files, and what workers must know. Analyses nothing yet.

import { availableParallelism } from "node:os";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type SettingsResolver, createSettingsResolver } from "../config/resolve-for-file.ts";
import { loadSettings } from "../config/load-settings.ts";
import type { Settings } from "../config/settings.ts";
import { languages } from "../languages/registry.generated.ts";
import { AssayError } from "../model/errors.ts";
import { type Severity, severities } from "../model/finding.ts";
import type { Notice, Report } from "../model/report.ts";
import type { RuleMeta } from "../model/rule.ts";
import type { FileOutcome } from "../pipeline/file-analysis.ts";
import { findChangedFiles } from "../repository/changed-files.ts";
import { listWorkTreeFiles } from "../repository/work-tree-files.ts";
import { discoverFiles } from "../source/discover-files.ts";
import { type TextFile, discoverTexts } from "../source/discover-texts.ts";
import type { Shard } from "../source/choose-shard.ts";
import type { Discovery } from "../source/discovery.ts";
import { type Target, findGitRoot, findRoot } from "../source/find-root.ts";
import { createLanguageFinder } from "../source/languages-by-name.ts";
import { findCodeRules } from "../source/find-code-rules.ts";
import { readRuleFiles } from "../source/read-rule-files.ts";
import type { FilesRequest } from "./analyse-files.ts";
import { type AnalysisSetup, inProcessNestingLimit } from "./analyst.ts";
import type { LoadedCodeRules } from "./load-code-rules.ts";
import { knownRules } from "./known-rules.ts";
import type { ProjectFindingsRequest } from "./project-findings.ts";
import { type ScanRuleFiles, loadRuleFiles } from "./scan-rule-files.ts";

/** Where the known findings stand: in a file, or in a commit (the merge base of the one that is named). */
export type BaselineRequest = { readonly type: "file"; readonly file: string } | { readonly type: "commit"; readonly reference: string };

export interface ScanRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Files and folders; none means `cwd`. */
  readonly paths: readonly string[];
  /** Code that is at hand instead of paths. */
  readonly stdin?: { readonly fileName: string; readonly text: string };
  /** Files of the project whose bytes are at hand, instead of what lies in its folder. */
  readonly texts?: readonly TextFile[];
  /** Rule files and folders: in Semgrep's syntax, or in code; with them the built-in rules run only `withBuiltin`. */
  readonly ruleFiles?: readonly string[] | undefined;
  readonly withBuiltin?: boolean | undefined;
  readonly only?: "security" | "quality" | undefined;
  readonly minimumSeverity?: Severity | undefined;
  /** A rule that is asked for by its name: it runs where it is off by default, too. */
  readonly namedRule?: string | undefined;
  /** Asks the TypeScript compiler, for the rules that need types. */
  readonly types?: boolean | undefined;
  /** Only files that changed since this git revision. */
  readonly since?: string | undefined;
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
  /** False where only a part of the project is in sight: then nothing is said about the project as a whole. */
  readonly isWhole?: boolean | undefined;
  /** Only a part of the files, evenly chosen; all parts together are everything. */
  readonly shard?: Shard | undefined;
  /** What is known already: only the rest is reported as found. `settings`: the file that they name, if any. */
  readonly baseline?: BaselineRequest | "settings" | undefined;
  /** Absent: no cache. */
  readonly cache?: { readonly location?: string | undefined } | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly onProgress?: (finished: number, total: number) => void;
}

/** All that is decided before the first file is read. */
export interface ScanPlan {
  readonly request: ScanRequest;
  readonly settings: Settings;
  /** Absolute. */
  readonly root: string;
  readonly targets: readonly Target[];
  readonly discovery: Discovery;
  readonly resolver: SettingsResolver;
  readonly builtin: readonly RuleMeta[];
  /** Rules in Semgrep's syntax. */
  readonly fromFiles: ScanRuleFiles;
  /** Rules in code from outside. */
  readonly codeRules: LoadedCodeRules | undefined;
  readonly notices: readonly Notice[];
  readonly maxFileSizeBytes: number;
  /** True where everything is in sight: what nothing uses can be told only there. */
  readonly isWhole: boolean;
}

const defaultMaxFileSizeBytes = 1024 * 1024;
const defaultTimeoutMs = 10_000;

/** Throws an AssayError for a wrong request. */
export async function planScan(request: ScanRequest): Promise<ScanPlan> {
  const { root, targets } = findRoot(request.stdin === undefined ? request.paths : [], request.cwd);
  const known = [...knownRules.values()];
  const loadOnce = createLoader();
  const settings = await loadSettings({
    root,
    startFolder: request.cwd,
    ...(typeof request.settingsFile === "string" ? { file: request.settingsFile } : {}),
    isSwitchedOff: request.settingsFile === false,
    isTrusted: request.isTrusted,
    knownRules: known,
    loadPlugins: async (paths) => (await loadOnce(findCodeRules(paths))).described,
  });
  const isAlone = (request.ruleFiles ?? []).length > 0 && request.withBuiltin !== true;
  const named = (request.ruleFiles ?? []).map((path) => resolve(request.cwd, path));
  const plugged = isAlone || !request.isTrusted ? [] : settings.plugins;
  const codeFiles = named.length + plugged.length === 0 ? [] : findCodeRules([...named, ...plugged]);
  const codeRules = codeFiles.length === 0 ? undefined : await loadOnce(codeFiles);
  const ownRules: readonly RuleMeta[] = codeRules?.described ?? [];
  const wanted = known.filter(
    (rule) =>
      isWanted(rule, request) && (settings.reportUnusedSuppressions || rule.id !== "assay/unused-suppression"),
  );
  const ruleFiles = readRuleFiles(request.ruleFiles ?? [], request.cwd);
  // With rule files alone nothing of ours runs, and what cannot be parsed is told by a notice, not by a finding.
  const builtin = isAlone ? [] : wanted;
  if (isAlone && ruleFiles.length === 0 && codeRules === undefined) throw noRules(request.ruleFiles!);
  const running = [...builtin, ...ownRules.filter((rule) => isWanted(rule, request))];
  const resolver = createSettingsResolver(settings, running.map((rule) => (rule.id === request.namedRule ? { ...rule, isOnByDefault: true } : rule)), root);
  const isExample = exampleFinder(codeFiles);
  const maxFileSizeBytes = request.maxFileSizeBytes ?? settings.maxFileSizeBytes ?? defaultMaxFileSizeBytes;
  const discovery = await discover(request, { root, maxFileSizeBytes, isExcluded: (path) => resolver.isExcluded(path) || isExample(join(root, path)) });
  const isWhole = request.isWhole !== false && request.stdin === undefined && request.since === undefined && targets.some((target) => target.path === "");
  const fromFiles = await loadRuleFiles(ruleFiles);
  return { request, settings, root, targets, discovery, resolver, builtin, fromFiles, codeRules, notices: noticesOf(request, settings), maxFileSizeBytes, isWhole };
}

/** Of these texts those that the plan's scan takes. */
export function discoverPlanned({ request, root, maxFileSizeBytes, resolver }: ScanPlan, texts: readonly TextFile[]): Discovery {
  return discoverTexts(texts, { root, maxFileSizeBytes, isExcluded: (path) => resolver.isExcluded(path), languages, noIgnore: !request.hasIgnores });
}

/** Examples beside a rule from outside are flawed on purpose. */
function exampleFinder(codeFiles: readonly string[]): (file: string) => boolean {
  const folders = new Set(codeFiles.map((file) => dirname(file)));
  return (file) => folders.has(dirname(file)) && /^(?:bad|good|fixed)[.-]/.test(basename(file));
}

/** The rules of these files, run once. */
function createLoader(): (files: readonly string[]) => Promise<LoadedCodeRules> {
  const loaded = new Map<string, Promise<LoadedCodeRules>>();
  return (files) => {
    const key = files.join("\0");
    const rules = loaded.get(key) ?? import("./load-code-rules.ts").then((module) => module.loadCodeRules(files));
    loaded.set(key, rules);
    return rules;
  };
}

function noRules(paths: readonly string[]): AssayError {
  return new AssayError({
    code: "config-invalid",
    message: `There are no rules in ${paths.join(", ")}.`,
    nextStep: "Rules are YAML files with `rules:`, or files named rule.ts or NAME.rule.ts (docs/custom-rules.md).",
  });
}

function noticesOf({ isTrusted }: ScanRequest, { plugins }: Settings): Notice[] {
  if (isTrusted || plugins.length === 0) return [];
  return [{ level: "warning", code: "plugins-left-out", message: "The settings name rules in code (`plugins`), which do not run here: the project is not trusted" }];
}

/** What the analysis of some files of the plan needs to be told. */
export function toFilesRequest(plan: ScanPlan, files: Discovery["files"]): FilesRequest {
  const { request, settings, root, resolver, fromFiles, codeRules, maxFileSizeBytes } = plan;
  const configurations: Record<string, AnalysisSetup["configurations"][string]> = {};
  const configured = files.map((file) => {
    const configuration = resolver.resolveForFile(file.path);
    configurations[configuration.key] = configuration.rules;
    return { ...file, configuration: configuration.key };
  });
  return {
    setup: {
      configurations,
      maxFileSizeBytes,
      includesGenerated: !request.hasIgnores,
      today: request.today,
      ...(fromFiles.patternRules === undefined ? {} : { patternRules: fromFiles.patternRules }),
      ...(codeRules === undefined ? {} : { codeRules: { files: codeRules.files, key: codeRules.key } }),
      nestingLimit: inProcessNestingLimit,
    },
    root,
    files: configured,
    cache: request.cache,
    isOneShot: request.isOneShot,
    stdinText: request.stdin?.text,
    threads: request.jobs ?? settings.jobs ?? availableParallelism(),
    timeoutMs: request.timeoutMs ?? settings.timeoutMs ?? defaultTimeoutMs,
    onProgress: request.onProgress,
  };
}

/** The baseline file that the settings name, relative to the working directory. */
export function baselineOf({ settings, request }: ScanPlan): BaselineRequest | undefined {
  if (settings.baseline === undefined) return undefined;
  return { type: "file", file: relative(request.cwd, resolve(settings.folder, settings.baseline)) };
}

/** A report, and the files' own analyses that it was made from, without what only the project shows. */
export interface PlannedScan {
  readonly report: Report;
  readonly outcomes: readonly FileOutcome[];
}

/** The project as its rules look at it. */
export function projectOf(plan: ScanPlan, outcomes: readonly FileOutcome[]): ProjectFindingsRequest {
  return {
    root: plan.root,
    outcomes,
    absolutePathOf: (path) => join(plan.root, path),
    rulesOf: (path) => plan.resolver.resolveForFile(path).rules,
    maxFileSizeBytes: plan.maxFileSizeBytes,
    today: plan.request.today,
    types: plan.request.types,
  };
}

/** False for findings below the severity that was asked for. */
export function isShown({ minimumSeverity }: ScanRequest, finding: { readonly severity: Severity }): boolean {
  return severities.indexOf(finding.severity) <= severities.indexOf(minimumSeverity ?? "info");
}

function isWanted(rule: RuleMeta, { only, types }: ScanRequest): boolean {
  if (rule.needsTypes === true && types !== true) return false;
  if (only === undefined || rule.category === "tool") return true;
  return only === "security" ? rule.category === "security" : rule.category !== "security";
}

async function discover(
  request: ScanRequest,
  facts: { root: string; maxFileSizeBytes: number; isExcluded: (path: string) => boolean },
): Promise<Discovery> {
  if (request.stdin !== undefined) return discoverStdin(request.stdin, request.cwd, facts.root);
  if (request.texts !== undefined) return discoverTexts(request.texts, { ...facts, languages, noIgnore: !request.hasIgnores });
  const changed = request.since === undefined ? undefined : await findChangedFiles(facts.root, request.since);
  return discoverFiles({
    paths: request.paths,
    workingDirectory: request.cwd,
    languages,
    maxFileSizeBytes: facts.maxFileSizeBytes,
    noIgnore: !request.hasIgnores,
    leavesOutVendored: true,
    isExcluded: facts.isExcluded,
    listWorkTree: listWorkTreeFiles,
    ...(changed === undefined ? {} : { onlyPaths: new Set(changed.paths) }),
  });
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
