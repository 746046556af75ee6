// The package as npm would publish it, unpacked into the node_modules of a folder elsewhere.

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "./command-line.ts";

/**
 * Packs what is built and answers with a folder that has it installed; the folder above it is to be removed afterwards.
 * Dependencies are linked to the project's own: what `npm install` would bring from the registry.
 */
export function installPacked({ hasTypes, isModule }: { readonly hasTypes: boolean; readonly isModule: boolean }): string {
  const base = mkdtempSync(join(tmpdir(), "assay-packed-"));
  const folder = join(base, "elsewhere");
  // It is packed from a copy: a build that runs meanwhile does not disturb it.
  const source = join(base, "source");
  for (const part of ["package.json", "dist", "schemas", "docs", "LICENSE", "README.md"]) cpSync(join(projectRoot, part), join(source, part), { recursive: true });
  if (hasTypes) execFileSync(process.execPath, [join(projectRoot, "node_modules/typescript/bin/tsc"), "-p", join(projectRoot, "tsconfig.types.json"), "--outDir", join(source, "dist/types")]);
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", base], { cwd: source });
  const tarball = readdirSync(base).find((name) => name.endsWith(".tgz"))!;
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "assay"), { recursive: true });
  execFileSync("tar", ["-xzf", join(base, tarball), "--strip-components=1", "-C", join(modules, "assay")]);
  const { dependencies, bin } = JSON.parse(readFileSync(join(modules, "assay", "package.json"), "utf8")) as { dependencies: Record<string, string>; bin: { assay: string } };
  for (const name of [...Object.keys(dependencies), "@types"]) symlinkSync(join(projectRoot, "node_modules", name), join(modules, name));
  mkdirSync(join(modules, ".bin"));
  chmodSync(join(modules, "assay", bin.assay), 0o755);
  symlinkSync(join("..", "assay", bin.assay), join(modules, ".bin", "assay"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true, ...(isModule ? { type: "module" } : {}) })}\n`);
  return folder;
}
