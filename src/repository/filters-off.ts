// Switches off the content filters that a repository's configuration declares: they are programs.

import { runGit } from "./run-git.ts";

/**
 * `-c` settings that empty every `filter.*` command and text converter. Comparing the work tree with a commit would
 * run them otherwise. Files that pass through such a filter (large-file pointers) may then count as changed, which
 * costs an analysis and hides nothing.
 */
export async function filtersOff(root: string): Promise<readonly string[]> {
  const answer = await runGit({ root, arguments: ["config", "--list", "--name-only", "-z"] });
  if (!answer.ok) return [];
  const names = new Set(answer.output.toString("utf8").split("\0"));
  const settings: string[] = [];
  for (const name of names) {
    if (/^filter\..*\.(clean|smudge|process)$/s.test(name)) settings.push(`${name}=`);
    else if (/^filter\..*\.required$/s.test(name)) settings.push(`${name}=false`);
    else if (/^diff\..*\.(command|textconv)$/s.test(name)) settings.push(`${name}=`);
  }
  return settings;
}
