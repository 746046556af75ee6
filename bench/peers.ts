// The real peers, installed in a folder of their own from the registries, and how each is run on a folder of code.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Corpus } from "./corpora.ts";

export interface Peer {
  readonly title: string;
  readonly languages: readonly Corpus["id"][];
  readonly runs: number;
  readonly command: (folder: string) => string[];
  readonly environment?: Record<string, string>;
}

/** Manifests of the peers. */
export const peersFolder = fileURLToPath(new URL("peers", import.meta.url));

/** Installs what is missing and answers with every peer that is there. */
export function installPeers(cache: string): Peer[] {
  const npmFolder = join(cache, "peers-npm");
  const python = join(cache, "peers-python", "bin");
  if (!existsSync(join(npmFolder, "node_modules"))) {
    mkdirSync(npmFolder, { recursive: true });
    cpSync(peersFolder, npmFolder, { recursive: true });
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: npmFolder, stdio: "inherit" });
  }
  if (!existsSync(python)) {
    execFileSync("python3", ["-m", "venv", join(cache, "peers-python")], { stdio: "inherit" });
    const requirements = join(peersFolder, "requirements.txt");
    execFileSync(join(python, "pip"), ["install", "-q", "-r", requirements], { stdio: "inherit" });
  }
  writeFileSync(join(npmFolder, "eslint.security.config.mjs"), eslintConfig);
  const npmBin = (name: string): string => join(npmFolder, "node_modules", ".bin", name);
  const semgrepRules = join(peersFolder, "semgrep-rules.yaml");
  return [
    {
      title: "ruff, all rules",
      languages: ["python"],
      runs: 3,
      command: (folder) => [join(python, "ruff"), "check", "--select", "ALL", "--no-cache", "--isolated", "--exit-zero", "-q", folder],
    },
    {
      title: "bandit",
      languages: ["python"],
      runs: 1,
      command: (folder) => [join(python, "bandit"), "-r", "-q", "--exit-zero", folder],
    },
    {
      title: "semgrep, 12 rules",
      languages: ["python", "typescript", "javascript"],
      runs: 1,
      command: (folder) => [join(python, "semgrep"), "scan", "--metrics", "off", "--disable-version-check", "--no-git-ignore", "-q", "--config", semgrepRules, folder],
      environment: { PATH: `${python}:${process.env.PATH ?? ""}`, SEMGREP_SEND_METRICS: "off" },
    },
    {
      title: "oxlint",
      languages: ["typescript", "javascript"],
      runs: 3,
      // It passes over hidden and git-ignored folders whatever it is told: the corpus lies outside both.
      command: (folder) => ["env", "-C", folder, npmBin("oxlint"), "-A", "all", "-D", "correctness", "."],
    },
    {
      title: "ESLint with its security plugin",
      languages: ["typescript", "javascript"],
      runs: 1,
      // It passes over what lies outside the folder that it is started in.
      command: (folder) => ["env", "-C", folder, npmBin("eslint"), "--no-ignore", "-c", join(npmFolder, "eslint.security.config.mjs"), "."],
      environment: { NODE_OPTIONS: "--max-old-space-size=8192" },
    },
    {
      title: "fallow health",
      languages: ["typescript"],
      runs: 3,
      command: (folder) => [npmBin("fallow"), "health", "--root", folder],
    },
  ];
}

const eslintConfig = `import security from "eslint-plugin-security";
import parser from "@typescript-eslint/parser";
export default [
  { files: ["**/*.{js,mjs,cjs,jsx}"], ...security.configs.recommended },
  { files: ["**/*.{ts,tsx,mts,cts}"], ...security.configs.recommended, languageOptions: { parser } },
];
`;
