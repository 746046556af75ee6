// Checks what a commit would bring: the staged texts against those of the head, so that only new findings count.

import { relative, resolve, sep } from "node:path";
import { AssayError } from "../model/errors.ts";
import { matchBaseline } from "../findings/match-baseline.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { explainMissing, findMergeBase, readMergeHeads } from "../repository/merge-base.ts";
import type { BlobFile } from "../repository/read-blobs.ts";
import { runGit } from "../repository/run-git.ts";
import { type ReadFiles, type StagedChange, listDeletedSince, readCommittedFiles, readStagedFiles } from "../repository/staged-files.ts";
import { scoreReport } from "../score/score-report.ts";
import { findGitRoot } from "../source/find-root.ts";
import type { BaselineRequest, ScanOutcome, ScanRequest } from "./scan.ts";

export interface CheckRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Root-relative or relative to `cwd`: only these files; empty for all that is staged. */
  readonly files: readonly string[];
  /** Two revisions whose difference is checked instead of what is staged. */
  readonly range?: { readonly from: string; readonly to: string } | undefined;
  /** What is compared with instead of the head, or of the range's first end. */
  readonly baseline?: BaselineRequest | undefined;
  /** For named files: known findings of the baseline that the settings name are left out. */
  readonly followsSettings: boolean;
  readonly only?: "security" | "quality" | undefined;
  readonly minimumSeverity?: Severity | undefined;
  readonly maxFileSizeBytes?: number | undefined;
  /** Reports what was there before, too. */
  readonly includesOld: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
}

const defaultMaxFileSizeBytes = 1024 * 1024;

/** What a check found, and how many findings were there before. */
export interface CheckOutcome extends ScanOutcome {
  readonly oldCount: number;
  /** `nothing-staged`: there was nothing to check. */
  readonly basis: "staged" | "range" | "files" | "nothing-staged";
}

/** Checks a change. Throws an AssayError outside a git work tree or for a wrong revision. */
export async function checkChanges(request: CheckRequest): Promise<CheckOutcome> {
  const root = findGitRoot(request.cwd);
  if (root === undefined) throw new AssayError({ code: "git-failed", message: "There is no git repository here.", nextStep: "Run inside a git work tree, or use `assay scan`." });
  const limit = request.maxFileSizeBytes ?? defaultMaxFileSizeBytes;
  const reading = readChange(request, root, limit);
  // While git works, what scans is loaded: every commit waits for both.
  const [change, { scanTexts }] = await Promise.all([reading, import("./scan-texts.ts")]);
  const { read } = change;
  // `pre-commit run --all-files` stages nothing and names the files: there is no change, so all that they hold is told.
  if (read.files.length === 0 && request.range === undefined && request.files.length > 0) return scanNamed(request);
  const { outcome, findIn } = await scanTexts(toScanRequest(request, root), read.files);
  if (read.files.length === 0) return { ...outcome, oldCount: 0, basis: "nothing-staged" };
  const added = await findNew(request, { root, limit, change, findings: outcome.report.findings, findIn });
  const tooLarge = read.tooLarge.map(({ path, sizeBytes }) => ({ path, reason: "too-large" as const, detail: `${sizeBytes} bytes; the limit is ${limit}` }));
  const report = { ...outcome.report, skipped: [...outcome.report.skipped, ...tooLarge] };
  const oldCount = outcome.report.findings.length - added.length;
  return { ...outcome, report: withFindings(report, request.includesOld ? report.findings : added), oldCount, basis: request.range === undefined ? "staged" : "range" };
}

/** What is checked, and for what is staged the head's side of it. */
interface Change {
  readonly read: ReadFiles;
  readonly staged?: StagedChange;
}

async function readChange(request: CheckRequest, root: string, limit: number): Promise<Change> {
  const paths = toRootPaths(root, request);
  if (request.range !== undefined) return { read: await readRange(root, request.range, limit, paths) };
  const staged = await readStagedFiles(root, limit, paths);
  return { read: staged, staged };
}

interface Checked {
  readonly root: string;
  readonly limit: number;
  readonly change: Change;
  readonly findings: readonly Finding[];
  readonly findIn: (files: readonly BlobFile[]) => Promise<readonly Finding[]>;
}

/** What the baseline does not know, or none of the commits that the change builds upon. */
async function findNew(request: CheckRequest, checked: Checked): Promise<readonly Finding[]> {
  const { findings, findIn } = checked;
  if (request.baseline?.type === "file") {
    const { readBaseline } = await import("./compare-baseline.ts");
    return matchBaseline(findings, readBaseline(request.cwd, request.baseline.file).findings).fresh;
  }
  if (findings.length === 0) return [];
  let fresh = findings;
  for (const base of await basesOf(request, checked)) {
    const before: Finding[] = [];
    let unknown: readonly Finding[] = findings;
    for (const read of base) {
      if (unknown.length === 0) break;
      before.push(...(await findIn(await read())));
      unknown = matchBaseline(findings, before).fresh;
    }
    const isUnknown = new Set(unknown);
    fresh = fresh.filter((finding) => isUnknown.has(finding));
    if (fresh.length === 0) break;
  }
  return fresh;
}

/** The files of an earlier commit, in parts: those that most likely hold what is known come first, for they may suffice. */
type EarlierFiles = readonly (() => Promise<readonly BlobFile[]>)[];

/** A merge builds upon all its parents: what one of them held is not new. */
async function basesOf({ baseline, range }: CheckRequest, { root, limit, change, findings }: Checked): Promise<readonly EarlierFiles[]> {
  const paths = change.read.files.map(({ path }) => path);
  const committed = (commit: string, deleted: readonly string[]): EarlierFiles => [async () => (await readCommittedFiles(root, commit, [...paths, ...deleted], limit)).files];
  if (baseline?.type === "commit") {
    const base = await findMergeBase(root, baseline.reference);
    return [committed(base, await listDeletedSince(root, base))];
  }
  if (range !== undefined) return [committed(range.from, change.read.deleted)];
  const { before, readDeleted } = change.staged!;
  const flawed = new Set(findings.map(({ path }) => path));
  const head: EarlierFiles = [
    async () => before.filter(({ path }) => flawed.has(path)),
    async () => [...before.filter(({ path }) => !flawed.has(path)), ...(await readDeleted())],
  ];
  return [head, ...readMergeHeads(root).map((commit) => committed(commit, change.read.deleted))];
}

function withFindings(report: Report, findings: readonly Finding[]): Report {
  const codeLines = report.files.reduce((sum, file) => sum + file.codeLines, 0);
  return { ...report, findings, score: scoreReport({ findings, codeLines }) };
}

function toRootPaths(root: string, { cwd, files }: CheckRequest): string[] | undefined {
  return files.length === 0 ? undefined : files.map((file) => relative(root, resolve(cwd, file)).split(sep).join("/"));
}

async function readRange(root: string, { from, to }: { readonly from: string; readonly to: string }, limit: number, paths: readonly string[] | undefined): Promise<ReadFiles> {
  const changed = await runGit({ root, arguments: ["diff", "--name-status", "--no-ext-diff", "--no-renames", "-z", "--end-of-options", from, to, "--"] });
  if (!changed.ok) throw new AssayError({ code: "git-failed", message: `Git cannot tell what changed from ${from} to ${to}: ${changed.failure}.`, nextStep: await explainMissing(root) });
  const fields = changed.output.toString("utf8").split("\0");
  const names: string[] = [];
  const deleted: string[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    if (fields[index] === "D") deleted.push(fields[index + 1]!);
    else if (paths === undefined || paths.includes(fields[index + 1]!)) names.push(fields[index + 1]!);
  }
  return { ...(await readCommittedFiles(root, to, names, limit)), deleted };
}

async function scanNamed(request: CheckRequest): Promise<CheckOutcome> {
  const { scanProject } = await import("./scan.ts");
  const outcome = await scanProject({ cwd: request.cwd, paths: request.files, only: request.only, minimumSeverity: request.minimumSeverity, isTrusted: true, hasIgnores: true, isOneShot: true, isWhole: false, baseline: request.baseline ?? (request.followsSettings ? "settings" : undefined), cache: {}, today: request.today });
  return { ...outcome, oldCount: outcome.report.baseline?.known.length ?? 0, basis: "files" };
}

function toScanRequest({ only, minimumSeverity, maxFileSizeBytes, today }: CheckRequest, root: string): ScanRequest {
  return { cwd: root, paths: [], only, minimumSeverity, maxFileSizeBytes, isTrusted: true, hasIgnores: true, isOneShot: true, isWhole: false, cache: {}, today };
}
