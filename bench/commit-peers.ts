// The peers as a commit hook runs them: on the files that are staged, and pre-commit itself with a hook that does nothing.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installPeers, peersFolder } from "./peers.ts";

export interface CommitPeer {
  readonly title: string;
  /** Undefined for a peer that takes all. */
  readonly language?: "python" | "javascript";
  /** `files` are relative to the project. */
  readonly command: (project: string, files: readonly string[]) => string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Installs what is missing. */
export function installCommitPeers(cache: string): CommitPeer[] {
  installPeers(cache);
  const python = join(cache, "peers-python", "bin");
  const npmFolder = join(cache, "peers-npm");
  // A folder from before pre-commit was among the peers.
  if (!existsSync(join(python, "pre-commit"))) execFileSync(join(python, "pip"), ["install", "-q", "-r", join(peersFolder, "requirements.txt")], { stdio: "inherit" });
  const within = (project: string, ...words: string[]): string[] => ["env", "-C", project, ...words];
  const semgrep = ["scan", "--metrics", "off", "--disable-version-check", "-q", "--config", join(peersFolder, "semgrep-rules.yaml")];
  return [
    { title: "pre-commit with a hook that does nothing", command: (project, files) => within(project, join(python, "pre-commit"), "run", "--files", ...files) },
    { title: "ruff, all rules", language: "python", command: (project, files) => within(project, join(python, "ruff"), "check", "--select", "ALL", "--no-cache", "--isolated", "--exit-zero", "-q", ...files) },
    { title: "bandit", language: "python", command: (project, files) => within(project, join(python, "bandit"), "-q", "--exit-zero", ...files) },
    {
      title: "ESLint with its security plugin",
      language: "javascript",
      command: (project, files) => within(project, join(npmFolder, "node_modules", ".bin", "eslint"), "--no-ignore", "-c", join(npmFolder, "eslint.security.config.mjs"), ...files),
    },
    {
      title: "semgrep, 12 rules",
      command: (project, files) => within(project, join(python, "semgrep"), ...semgrep, ...files),
      environment: { PATH: `${python}:${process.env.PATH ?? ""}`, SEMGREP_SEND_METRICS: "off" },
    },
  ];
}
