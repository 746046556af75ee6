// Tells where this program can be installed from: the clone that it runs from, or what stands for one.

import { describeRepository } from "../repository/describe-repository.ts";
import { findGitRoot } from "../source/find-root.ts";

/** Address and revision for git; placeholders where the program runs from no clone. */
export async function describeClone(folder: string): Promise<{ readonly address: string; readonly revision: string }> {
  if (findGitRoot(folder) !== folder) return { address: "ADDRESS-OF-ASSAY", revision: "REVISION" };
  const { commit, remote } = await describeRepository(folder);
  return { address: remote ?? folder, revision: commit ?? "HEAD" };
}
