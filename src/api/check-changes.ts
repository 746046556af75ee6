// Checks what a commit would bring: the staged texts against those of the head, so that only new findings count.

import { AssayError } from "../model/errors.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { readCommittedFiles, readStagedFiles, type StagedFile } from "../repository/staged-files.ts";
import { runGit } from "../repository/run-git.ts";
import { scoreReport } from "../score/score-report.ts";
import { findGitRoot } from "../source/find-root.ts";
import { withScratchTree } from "../source/scratch-tree.ts";
import { type ScanOutcome, scanProject } from "./scan.ts";

export interface CheckRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Root-relative or relative to `cwd`: only these files; empty for all that is staged. */
  readonly files: readonly string[];
  /** Two revisions whose difference is checked instead of what is staged. */
  readonly range?: { readonly from: string; readonly to: string } | undefined;
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
  const base = request.range === undefined ? await headOf(root) : request.range.from;
  const names = fresh.files.map(({ path }) => path);
  const old = base === undefined ? [] : (await readCommittedFiles(root, base, names, limit)).files;
  const before = old.length === 0 ? undefined : await scanFiles(request, root, old);
  const after = await scanFiles(request, root, fresh.files);
  const known = new Set(before?.report.findings.map(({ fingerprint }) => fingerprint));
  const isNew = (finding: Finding): boolean => !known.has(finding.fingerprint);
  const tooLarge = fresh.tooLarge.map(({ path, sizeBytes }) => ({ path, reason: "too-large" as const, detail: `${sizeBytes} bytes; the limit is ${limit}` }));
  const findings = request.includesOld ? after.report.findings : after.report.findings.filter(isNew);
  return { ...after, report: withFindings({ ...after.report, root, skipped: [...after.report.skipped, ...tooLarge] }, findings), oldCount: after.report.findings.length - after.report.findings.filter(isNew).length, basis: request.range === undefined ? "staged" : "range" };
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

async function readRange(root: string, { from, to }: { readonly from: string; readonly to: string }, limit: number, paths: readonly string[] | undefined): ReturnType<typeof readStagedFiles> {
  const changed = await runGit({ root, arguments: ["diff", "--name-only", "--no-ext-diff", "--no-renames", "--diff-filter=d", "-z", "--end-of-options", from, to, "--"] });
  if (!changed.ok) throw new AssayError({ code: "git-failed", message: `Git cannot tell what changed from ${from} to ${to}: ${changed.failure}.`, nextStep: "Fetch both revisions; a shallow clone may lack one (`git fetch --unshallow`)." });
  const names = changed.output.toString("utf8").split("\0").filter((name) => name !== "" && (paths === undefined || paths.includes(name)));
  return readCommittedFiles(root, to, names, limit);
}

async function scanNamed(request: CheckRequest): Promise<CheckOutcome> {
  const outcome = await scanProject({ cwd: request.cwd, paths: request.files, only: request.only, minimumSeverity: request.minimumSeverity, isTrusted: true, hasIgnores: true, isOneShot: true, cache: {}, today: request.today });
  return { ...outcome, oldCount: 0, basis: "files" };
}

function scanFiles(request: CheckRequest, root: string, files: readonly StagedFile[]): Promise<ScanOutcome> {
  return withScratchTree(files, (folder) =>
    scanProject({ cwd: folder, paths: [], only: request.only, minimumSeverity: request.minimumSeverity, maxFileSizeBytes: request.maxFileSizeBytes, settingsFrom: root, isTrusted: true, hasIgnores: true, isOneShot: true, today: request.today }),
  );
}
