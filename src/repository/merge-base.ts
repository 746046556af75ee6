// Finds the commit that a change is measured against: where the head left the branch that it is to go into.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AssayError } from "../model/errors.ts";
import { filtersOff } from "./filters-off.ts";
import { gitFolderOf, runGit } from "./run-git.ts";

/** The best common ancestor of the reference and the head, as a full hash. Throws `git-failed`. */
export async function findMergeBase(root: string, reference: string): Promise<string> {
  const commit = await runGit({ root, arguments: ["rev-parse", "--verify", "--quiet", "--end-of-options", `${reference}^{commit}`] });
  if (!commit.ok) {
    throw new AssayError({
      code: "git-failed",
      message: commit.isMissing ? "There is no git on this machine." : `Git knows no commit ${JSON.stringify(reference)} here.`,
      nextStep: await explainMissing(root),
    });
  }
  const hash = commit.output.toString("latin1").trim();
  const base = await runGit({ root, arguments: ["merge-base", hash, "HEAD"] });
  if (base.ok) return base.output.toString("latin1").trim();
  throw new AssayError({
    code: "git-failed",
    message: `${JSON.stringify(reference)} shares no history with the checked-out commit${(await isShallow(root)) ? ", as far as this shallow clone reaches" : ""}.`,
    nextStep: await explainMissing(root),
  });
}

/** The commits that are being merged into the head; none where no merge is in progress. */
export function readMergeHeads(root: string): readonly string[] {
  const file = join(gitFolderOf(root), "MERGE_HEAD");
  return existsSync(file) ? readFileSync(file, "latin1").split("\n").filter((line) => /^[0-9a-f]{40,64}$/.test(line)) : [];
}

/** What to do where a commit is not there: for a shallow clone, how to deepen it here and in CI. */
export async function explainMissing(root: string): Promise<string> {
  if (await isShallow(root)) {
    return "This clone is shallow: run `git fetch --unshallow`, or in CI fetch the whole history (GitHub: `fetch-depth: 0` of actions/checkout; GitLab: `GIT_DEPTH: 0`).";
  }
  return "Name a branch, a tag or a commit of this repository; in CI, fetch enough history for it (`git fetch origin BRANCH`).";
}

/** True where the history was cut off when the repository was cloned. */
async function isShallow(root: string): Promise<boolean> {
  return (await firstLineOf(root, ["rev-parse", "--is-shallow-repository"])) === "true";
}

/** How the target of a merge request is named to jobs: variable, and what stands before the branch's name. */
const targetVariables: readonly (readonly [name: string, prefix: string])[] = [
  // A commit, which GitLab tells for merge requests.
  ["CI_MERGE_REQUEST_DIFF_BASE_SHA", ""],
  ["GITHUB_BASE_REF", "origin/"],
  ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "origin/"],
  ["BITBUCKET_PR_DESTINATION_BRANCH", "origin/"],
  ["CHANGE_TARGET", "origin/"],
  ["SYSTEM_PULLREQUEST_TARGETBRANCHNAME", "origin/"],
];

const usualBranches = ["origin/HEAD", "origin/main", "origin/master", "main", "master"] as const;

/** A commit to measure against. */
export interface FoundBase {
  /** What git understands. */
  readonly reference: string;
  /** What it is, for people. */
  readonly name: string;
}

/**
 * What a change is to be compared with where nobody says: the target that the CI names, else the usual main branch; on
 * that branch itself, the head while there are changes in the work tree, else the head's first parent. Undefined for a
 * first commit, before which there was nothing. Throws `git-failed` where it cannot be told.
 */
export async function findBaseByItself(root: string, environment: Readonly<Record<string, string | undefined>>): Promise<FoundBase | undefined> {
  const head = await firstLineOf(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (head === undefined) return nothingBefore(root);
  const named = targetVariables.find(([name]) => (environment[name] ?? "") !== "");
  if (named !== undefined) {
    const [name, prefix] = named;
    return { reference: await findMergeBase(root, `${prefix}${environment[name]!}`), name: `${prefix}${environment[name]!}` };
  }
  for (const branch of usualBranches) {
    if ((await firstLineOf(root, ["rev-parse", "--verify", "--quiet", `${branch}^{commit}`])) === undefined) continue;
    const base = await findMergeBase(root, branch);
    if (base !== head || (await isOnOtherBranch(root, branch))) return { reference: base, name: branch };
    break;
  }
  return findBaseOnBranch(root, head);
}

/** No commit yet; where git itself cannot tell, neither can we. */
async function nothingBefore(root: string): Promise<undefined> {
  const folder = await runGit({ root, arguments: ["rev-parse", "--git-dir"] });
  if (folder.ok) return undefined;
  throw new AssayError({ code: "git-failed", message: folder.isMissing ? "There is no git on this machine." : "There is no git repository here.", nextStep: "Run inside a git work tree, or compare with a file: `--baseline FILE`." });
}

/** True on a branch that has no commit of its own yet; a CI job is on none. */
async function isOnOtherBranch(root: string, branch: string): Promise<boolean> {
  const current = await firstLineOf(root, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  if (current === undefined) return false;
  const target = branch === "origin/HEAD" ? ((await firstLineOf(root, ["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])) ?? branch) : branch;
  return current !== target.replace(/^origin\//, "");
}

async function findBaseOnBranch(root: string, head: string): Promise<FoundBase | undefined> {
  const status = await runGit({ root, arguments: ["status", "--porcelain", "-z", "--untracked-files=normal", "--ignore-submodules=all"], settings: await filtersOff(root) });
  if (status.ok && status.output.length > 0) return { reference: head, name: "HEAD" };
  const parent = await firstLineOf(root, ["rev-parse", "--verify", "--quiet", "HEAD^1^{commit}"]);
  if (parent !== undefined) return { reference: parent, name: "HEAD^1" };
  if (!(await isShallow(root))) return undefined;
  throw new AssayError({ code: "git-failed", message: "The commit before the head is not in this shallow clone.", nextStep: await explainMissing(root) });
}

async function firstLineOf(root: string, question: readonly string[]): Promise<string | undefined> {
  const answer = await runGit({ root, arguments: question });
  const text = answer.ok ? answer.output.toString("utf8").trim() : "";
  return text === "" ? undefined : text;
}
