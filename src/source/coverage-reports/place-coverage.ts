// Finds which file of the project each path of a coverage report means, and adds several reports up.

import { type CoverageReport, addRuns } from "./runs.ts";

/** Root-relative path → line → runs. What means no file of the project, or could mean several, is left out. */
export function placeCoverage(reports: readonly CoverageReport[], root: string, projectFiles: readonly string[]): Map<string, Map<number, number>> {
  const files = new Map<string, Map<number, number>>();
  const known = new Set(projectFiles);
  const bySuffix = indexByName(projectFiles);
  for (const report of reports) {
    for (const [written, lines] of report.files) {
      const path = findFile(written, report.folders, { root, known, bySuffix });
      if (path === undefined) continue;
      if (!files.has(path)) files.set(path, new Map());
      for (const [line, runs] of lines) addRuns(files, path, line, runs);
    }
  }
  return files;
}

interface Project {
  readonly root: string;
  readonly known: ReadonlySet<string>;
  readonly bySuffix: ReadonlyMap<string, readonly string[]>;
}

function findFile(written: string, folders: readonly string[], { root, known, bySuffix }: Project): string | undefined {
  const plain = tidy(written);
  const places = [plain, ...folders.map((folder) => `${tidy(folder)}/${plain}`)].map((place) => (place.startsWith(`${root}/`) ? place.slice(root.length + 1) : place));
  const exact = places.find((place) => known.has(place));
  if (exact !== undefined) return exact;
  // Written on another machine, or from another folder: the one file that ends so, or whose path the written one ends with.
  const sameName = bySuffix.get(plain.slice(plain.lastIndexOf("/") + 1)) ?? [];
  const longest = sameName.filter((path) => plain.endsWith(`/${path}`) || path.endsWith(`/${plain}`)).sort((left, right) => right.length - left.length);
  const isOnly = longest.length === 1 || (longest.length > 1 && plain.endsWith(`/${longest[0]!}`));
  return isOnly ? longest[0] : undefined;
}

function tidy(path: string): string {
  return path.replaceAll("\\", "/").replaceAll(/\/{2,}/g, "/").replace(/^(?:\.\/)+/, "").replace(/\/$/, "");
}

function indexByName(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const own = index.get(name);
    if (own === undefined) index.set(name, [path]);
    else own.push(path);
  }
  return index;
}
