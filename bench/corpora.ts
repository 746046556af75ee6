// Public packages that speed and accuracy are measured on, fetched by their registries' ordinary clients.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface Package {
  readonly registry: "pypi" | "npm";
  readonly name: string;
  readonly version: string;
}

export interface Corpus {
  readonly id: "python" | "typescript" | "javascript";
  readonly title: string;
  readonly packages: readonly Package[];
  readonly extensions: readonly string[];
}

export const corpora: readonly Corpus[] = [
  {
    id: "python",
    title: "Python: Django 5.2, its `django` folder",
    packages: [{ registry: "pypi", name: "Django", version: "5.2" }],
    extensions: [".py"],
  },
  {
    id: "typescript",
    title: "TypeScript: effect, rxjs, zod",
    packages: [
      { registry: "npm", name: "effect", version: "4.1.0" },
      { registry: "npm", name: "rxjs", version: "7.8.2" },
      { registry: "npm", name: "zod", version: "4.6.7" },
    ],
    extensions: [".ts", ".tsx", ".mts", ".cts"],
  },
  {
    id: "javascript",
    title: "JavaScript: three, eslint, webpack, express, lodash",
    packages: [
      { registry: "npm", name: "three", version: "0.187.0" },
      { registry: "npm", name: "eslint", version: "10.15.0" },
      { registry: "npm", name: "webpack", version: "5.112.2" },
      { registry: "npm", name: "express", version: "5.3.0" },
      { registry: "npm", name: "lodash", version: "4.18.1" },
    ],
    extensions: [".js", ".mjs", ".cjs", ".jsx"],
  },
];

/** Fetches what is missing and answers with the folder that holds the corpus: only files of its own extensions. */
export function prepareCorpus(corpus: Corpus, cacheFolder: string): string {
  const folder = join(cacheFolder, corpus.id);
  if (existsSync(join(folder, ".complete"))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const entry of corpus.packages) unpack(entry, folder);
  removeOthers(folder, corpus.extensions);
  mkdirSync(join(folder, ".complete"));
  return folder;
}

function unpack(entry: Package, folder: string): void {
  const scratch = join(folder, ".download");
  mkdirSync(scratch, { recursive: true });
  const options = { cwd: scratch, stdio: ["ignore", "ignore", "inherit"] as const };
  if (entry.registry === "npm") execFileSync("npm", ["pack", "--silent", `${entry.name}@${entry.version}`], { ...options, stdio: [...options.stdio] });
  else {
    const wanted = `${entry.name}==${entry.version}`;
    execFileSync("pip", ["download", "-q", "--no-binary", ":all:", "--no-deps", wanted], { ...options, stdio: [...options.stdio] });
  }
  const archive = readdirSync(scratch).find((name) => /\.(tgz|tar\.gz)$/.test(name));
  if (archive === undefined) throw new Error(`no archive came for ${entry.name} ${entry.version}`);
  execFileSync("tar", ["xzf", archive], { cwd: scratch });
  const unpacked = readdirSync(scratch, { withFileTypes: true }).find((item) => item.isDirectory());
  if (unpacked === undefined) throw new Error(`${archive} holds no folder`);
  const source = entry.name === "Django" ? join(scratch, unpacked.name, "django") : join(scratch, unpacked.name);
  renameSync(source, join(folder, entry.name.toLowerCase()));
  rmSync(scratch, { recursive: true, force: true });
}

/** Leaves only the files that every tool is measured on, so that all see the same input. */
function removeOthers(folder: string, extensions: readonly string[]): void {
  for (const path of listFiles(folder, () => true)) {
    if (!extensions.some((extension) => path.endsWith(extension))) rmSync(path);
  }
}

/** All files below a folder that pass, sorted. */
export function listFiles(folder: string, accept: (path: string) => boolean): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(accept)
    .sort();
}
