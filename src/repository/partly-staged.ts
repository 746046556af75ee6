// Finds files of which some changes are staged and others are not: whoever writes them would mix the two.

import { AssayError } from "../model/errors.ts";
import { filtersOff } from "./filters-off.ts";
import { runGit, splitNul } from "./run-git.ts";

/** Root-relative paths that differ from the head in the index, and from the index in the work tree. Throws `git-failed`. */
export async function findPartlyStaged(root: string): Promise<ReadonlySet<string>> {
  const options = ["--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules=all", "--name-only", "-z"];
  const settings = await filtersOff(root);
  const [staged, unstaged] = await Promise.all([ask(root, ["diff", "--cached", ...options, "--"], settings), ask(root, ["diff", ...options, "--"], settings)]);
  const changed = new Set(unstaged);
  return new Set(staged.filter((path) => changed.has(path)));
}

async function ask(root: string, question: readonly string[], settings: readonly string[]): Promise<string[]> {
  const answer = await runGit({ root, arguments: question, settings });
  if (!answer.ok) throw new AssayError({ code: "git-failed", message: `Git could not tell which files are staged: ${answer.failure}.` });
  return splitNul(answer.output);
}
