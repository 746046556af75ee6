// Runs the built command in folders made for one test.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
const entry = join(projectRoot, "dist", "assay.js");
const longestRunMs = 60_000;

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Sandbox {
  readonly folder: string;
  readonly path: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly git: (...words: string[]) => string;
  readonly assay: (words: readonly string[], options?: { input?: string; environment?: Record<string, string>; cwd?: string }) => Outcome;
  readonly remove: () => void;
}

/** A new empty folder with its own cache; nothing of the user's settings or cache is seen. */
export function makeSandbox(files: Readonly<Record<string, string | Uint8Array>> = {}): Sandbox {
  const base = mkdtempSync(join(tmpdir(), "assay-flow-"));
  const folder = join(base, "project");
  mkdirSync(folder);
  const environment = {
    PATH: process.env.PATH ?? "",
    HOME: base,
    XDG_CACHE_HOME: join(base, "cache"),
    LANG: "C.UTF-8",
    // Every folder is new: code would be kept for nobody.
    NODE_DISABLE_COMPILE_CACHE: "1",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Tester",
    GIT_AUTHOR_EMAIL: "tester@example.invalid",
    GIT_COMMITTER_NAME: "Tester",
    GIT_COMMITTER_EMAIL: "tester@example.invalid",
  };
  const sandbox: Sandbox = {
    folder,
    path: (name) => join(folder, name),
    write: (name, content) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    git: (...words) => {
      const result = spawnSync("git", words, { cwd: folder, env: environment, encoding: "utf8" });
      if (result.status !== 0) throw new Error(`git ${words.join(" ")}: ${result.stderr}`);
      return result.stdout;
    },
    assay: (words, options = {}) => {
      const result = spawnSync(process.execPath, [entry, ...words], {
        cwd: options.cwd ?? folder,
        env: { ...environment, ...options.environment },
        input: options.input ?? "",
        encoding: "utf8",
        timeout: longestRunMs,
        maxBuffer: 256 * 1024 * 1024,
      });
      if (result.error !== undefined) throw result.error;
      return { code: result.status ?? -1, out: result.stdout, err: result.stderr };
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
  for (const [name, content] of Object.entries(files)) sandbox.write(name, content);
  return sandbox;
}
