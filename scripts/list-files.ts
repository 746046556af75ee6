// Lists the files below a folder for scripts that compare, without what was installed.

import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

const mostBytesOfPath = 4096;

/** Paths relative to the folder, sorted. */
export function listFiles(folder: string, isWanted: (name: string) => boolean): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path.length < mostBytesOfPath && !/(?:^|\/)(?:node_modules|\.git|dist)\//.test(path))
    .sort();
}
