// Lists the files of a git work tree as discovery wants them.

import { runGit } from "./run-git.ts";

/**
 * NUL-separated root-relative names of the tracked files and of the untracked ones that no ignore file hides; or why
 * git cannot tell. Submodules and nested repositories come as their folder. Fits `ListWorkTree` of the source folder.
 */
export async function listWorkTreeFiles(request: {
  readonly root: string;
  readonly paths: readonly string[];
}): Promise<{ readonly names: Uint8Array; readonly unreadableFolders: readonly string[] } | { readonly failure: string }> {
  const paths = request.paths.includes("") ? [] : request.paths;
  const answer = await runGit({
    root: request.root,
    arguments: ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ...paths],
  });
  if (!answer.ok) return { failure: answer.failure };
  return { names: answer.output, unreadableFolders: findUnreadableFolders(answer.warnings) };
}

/** Git only warns of folders that it cannot open, and goes on without their untracked files. */
function findUnreadableFolders(warnings: string): string[] {
  return [...warnings.matchAll(/^warning: could not open directory '(.+)\/': /gm)].map((found) => found[1]!);
}
