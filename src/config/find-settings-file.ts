// Finds the settings file that speaks for a folder: the nearest one at or above it, up to the root.

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { AssayError } from "../model/errors.ts";

/** The names that are looked for. `package.json` counts only with an `assay` key. */
export const settingsFileNames: readonly string[] = [
  "assay.config.ts",
  "assay.config.mjs",
  "assay.config.js",
  ".assay.yaml",
  ".assay.yml",
  ".assay.json",
];

/** A package.json longer than this is not looked into. */
const maxManifestBytes = 1024 * 1024;

/** Absolute path of the settings file, or undefined. Throws `config-invalid` where one folder holds several. */
export function findSettingsFile(startFolder: string, root: string): string | undefined {
  for (let folder = startFolder; ; folder = dirname(folder)) {
    const found = settingsFileNames.map((name) => join(folder, name)).filter((file) => existsSync(file));
    const manifest = join(folder, "package.json");
    if (hasAssayKey(manifest)) found.push(manifest);
    if (found.length > 1) {
      throw new AssayError({
        code: "config-invalid",
        message: `Several settings files speak for ${folder}: ${found.join(", ")}.`,
        nextStep: "Keep one of them, or name one with --settings.",
      });
    }
    if (found.length === 1) return found[0];
    if (folder === root || dirname(folder) === folder) return undefined;
  }
}

function hasAssayKey(manifest: string): boolean {
  try {
    const status = statSync(manifest, { throwIfNoEntry: false });
    if (status === undefined || !status.isFile() || status.size > maxManifestBytes) return false;
    const text = readFileSync(manifest, "utf8");
    if (!text.includes('"assay"')) return false;
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.hasOwn(value, "assay");
  } catch {
    // A broken package.json is its own tools' business; we have no settings from it.
    return false;
  }
}
