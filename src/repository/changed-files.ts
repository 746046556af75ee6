// Finds the files that differ from a commit: committed since, staged, changed in the work tree, or untracked.

import { AssayError } from "../model/errors.ts";
import { filtersOff } from "./filters-off.ts";
import { findMergeBase } from "./merge-base.ts";
import { runGit, splitNul } from "./run-git.ts";

export interface ChangedFiles {
  /** The commit compared with: the merge base of the reference and the head. Full hash. */
  readonly base: string;
  /** Root-relative paths that exist now and differ from the base, sorted. */
  readonly paths: readonly string[];
  /** For renamed files: new path → old path. */
  readonly renamedFrom: ReadonlyMap<string, string>;
  /** Paths of the base that are gone, sorted; the old paths of renamed files are not among them. */
  readonly deleted: readonly string[];
}

/**
 * What changed since `reference` left the history of the head. Throws `git-failed` where git is missing, the root is
 * no work tree, or the reference names no commit that shares history with the head.
 */
export async function findChangedFiles(root: string, reference: string): Promise<ChangedFiles> {
  const base = await findMergeBase(root, reference);
  const [tracked, untracked] = await Promise.all([
    ask(root, ["diff", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--find-renames", "--name-status", "-z", base, "--"], await filtersOff(root)),
    ask(root, ["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  const paths = new Set(splitNul(untracked));
  const renamedFrom = new Map<string, string>();
  const deleted: string[] = [];
  const fields = splitNul(tracked);
  for (let index = 0; index < fields.length; ) {
    const status = fields[index++]![0]!;
    const path = fields[index++]!;
    if (status === "D") {
      deleted.push(path);
    } else if (status === "R" || status === "C") {
      const newPath = fields[index++]!;
      paths.add(newPath);
      if (status === "R") renamedFrom.set(newPath, path);
    } else {
      paths.add(path);
    }
  }
  return { base, paths: [...paths].sort(), renamedFrom, deleted: deleted.filter((path) => !paths.has(path)).sort() };
}

async function ask(root: string, question: readonly string[], settings: readonly string[] = []): Promise<Buffer> {
  const answer = await runGit({ root, arguments: question, settings });
  if (answer.ok) return answer.output;
  throw new AssayError({ code: "git-failed", message: `Git could not tell what changed: ${answer.failure}.` });
}
