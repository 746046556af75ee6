// Tells where the code of a record stands: repository, branch, commit, and whether the work tree differs from it.

import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Origin } from "../model/origin.ts";
import { describeRepository } from "./describe-repository.ts";
import { filtersOff } from "./filters-off.ts";
import { runGit } from "./run-git.ts";

/** Answers what is known; what git cannot tell is absent, outside of a work tree everything. */
export async function describeOrigin(root: string): Promise<Origin> {
  if (!existsSync(join(root, ".git"))) return {};
  const [{ remote, branch, commit }, status] = await Promise.all([
    describeRepository(root),
    // Without them git would run the repository's filters to compare a touched file.
    filtersOff(root).then((settings) => runGit({ root, settings, arguments: ["status", "--porcelain", "-z", "--untracked-files=normal", "--ignore-submodules=all"] })),
  ]);
  return {
    repository: remote ?? basename(root),
    ...(branch === undefined ? {} : { branch }),
    ...(commit === undefined ? {} : { commit }),
    ...(status.ok ? { isDirty: status.output.length > 0 } : {}),
  };
}
