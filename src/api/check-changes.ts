// Checks what a commit would bring: the staged texts against those of the head, so that only new findings count.

import { AssayError } from "../model/errors.ts";
import { matchBaseline } from "../findings/match-baseline.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { explainMissing, findMergeBase, readMergeHeads } from "../repository/merge-base.ts";
import { listDeletedSince, readCommittedFiles, type ReadFiles, readStagedFiles, type StagedFile } from "../repository/staged-files.ts";
import { runGit } from "../repository/run-git.ts";
import { scoreReport } from "../score/score-report.ts";
import { findGitRoot } from "../source/find-root.ts";
import { withScratchTree } from "../source/scratch-tree.ts";
import { readBaseline } from "./compare-baseline.ts";
import { type BaselineRequest, type ScanOutcome, scanProject } from "./scan.ts";

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
  const paths = await toRootPaths(root, request);
  const fresh = request.range === undefined ? await readStagedFiles(root, limit, paths) : await readRange(root, request.range, limit, paths);
  // `pre-commit run --all-files` stages nothing and names the files: there is no change, so all that they hold is told.
  if (fresh.files.length === 0 && request.range === undefined && request.files.length > 0) return scanNamed(request);
  if (fresh.files.length === 0) return { ...(await scanFiles(request, root, [])), oldCount: 0, basis: "nothing-staged" };
  const after = await scanFiles(request, root, fresh.files);
  const added = await findNew(request, root, fresh, { limit, findings: after.report.findings });
  const tooLarge = fresh.tooLarge.map(({ path, sizeBytes }) => ({ path, reason: "too-large" as const, detail: `${sizeBytes} bytes; the limit is ${limit}` }));
  const report = { ...after.report, root, skipped: [...after.report.skipped, ...tooLarge] };
  return { ...after, report: withFindings(report, request.includesOld ? after.report.findings : added), oldCount: after.report.findings.length - added.length, basis: request.range === undefined ? "staged" : "range" };
}

interface Checked {
  readonly limit: number;
  readonly findings: readonly Finding[];
}

/** What the baseline does not know, or none of the commits that the change builds upon. */
async function findNew(request: CheckRequest, root: string, read: ReadFiles, { limit, findings }: Checked): Promise<readonly Finding[]> {
  if (request.baseline?.type === "file") return matchBaseline(findings, readBaseline(request.cwd, request.baseline.file).findings).fresh;
  let fresh = findings;
  for (const base of await basesOf(request, root)) {
    if (fresh.length === 0) break;
    const gone = request.baseline === undefined ? read.deleted : await listDeletedSince(root, base);
    const old = await readCommittedFiles(root, base, [...read.files.map(({ path }) => path), ...gone], limit);
    const before = old.files.length === 0 ? [] : (await scanFiles(request, root, old.files)).report.findings;
    const unknown = new Set(matchBaseline(findings, before).fresh);
    fresh = fresh.filter((finding) => unknown.has(finding));
  }
  return fresh;
}

/** A merge builds upon all its parents: what one of them held is not new. */
async function basesOf({ baseline, range }: CheckRequest, root: string): Promise<readonly string[]> {
  if (baseline?.type === "commit") return [await findMergeBase(root, baseline.reference)];
  if (range !== undefined) return [range.from];
  const head = await headOf(root);
  return head === undefined ? [] : [head, ...readMergeHeads(root)];
}

function withFindings(report: Report, findings: readonly Finding[]): Report {
  const codeLines = report.files.reduce((sum, file) => sum + file.codeLines, 0);
  return { ...report, findings, score: scoreReport({ findings, codeLines }) };
}

async function toRootPaths(root: string, { cwd, files }: CheckRequest): Promise<string[] | undefined> {
  if (files.length === 0) return undefined;
  const prefix = await runGit({ root: cwd, arguments: ["rev-parse", "--show-prefix"] });
  const folder = prefix.ok ? prefix.output.toString("utf8").trim() : "";
  return files.map((file) => (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : folder + file.replace(/^\.\//, "")));
}

async function headOf(root: string): Promise<string | undefined> {
  const head = await runGit({ root, arguments: ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"] });
  return head.ok ? head.output.toString("latin1").trim() : undefined;
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
  const outcome = await scanProject({ cwd: request.cwd, paths: request.files, only: request.only, minimumSeverity: request.minimumSeverity, isTrusted: true, hasIgnores: true, isOneShot: true, isWhole: false, baseline: request.baseline ?? (request.followsSettings ? "settings" : undefined), cache: {}, today: request.today });
  return { ...outcome, oldCount: outcome.report.baseline?.known.length ?? 0, basis: "files" };
}

function scanFiles(request: CheckRequest, root: string, files: readonly StagedFile[]): Promise<ScanOutcome> {
  return withScratchTree(files, (folder) =>
    scanProject({ cwd: folder, paths: [], only: request.only, minimumSeverity: request.minimumSeverity, maxFileSizeBytes: request.maxFileSizeBytes, settingsFrom: root, isTrusted: true, hasIgnores: true, isOneShot: true, isWhole: false, today: request.today }),
  );
}
