// The project's folders with their size and their findings, for the map.

import type { PageData } from "../page-data.ts";

export interface Folder {
  /** Ends with a slash for a folder; empty for the project. */
  readonly path: string;
  /** What the tile says: the part below the folder above. */
  readonly name: string;
  readonly isFile: boolean;
  readonly codeLines: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** The largest first. */
  readonly children: readonly Folder[];
}

interface OpenFolder {
  codeLines: number;
  errors: number;
  warnings: number;
  infos: number;
  readonly children: Map<string, OpenFolder>;
}

function emptyFolder(): OpenFolder {
  return { codeLines: 0, errors: 0, warnings: 0, infos: 0, children: new Map() };
}

/** Suppressed findings do not count. */
export function buildFolders({ files, findings }: Pick<PageData, "files" | "findings">): Folder {
  const root = emptyFolder();
  for (const { path, codeLines } of files) for (const folder of chainOf(root, path)) folder.codeLines += codeLines;
  for (const { path, severity, state } of findings) {
    if (state === "suppressed") continue;
    for (const folder of chainOf(root, path)) {
      if (severity === "error") folder.errors += 1;
      else if (severity === "warning") folder.warnings += 1;
      else folder.infos += 1;
    }
  }
  return startOf(close(root, "", ""));
}

/** Above the first folder that holds more than one thing there is nothing to see. */
function startOf(folder: Folder): Folder {
  const [only, ...others] = folder.children;
  return only === undefined || only.isFile || others.length > 0 ? folder : startOf(only);
}

/** Every file below, the largest first. */
export function filesBelow(folder: Folder): Folder[] {
  const files = folder.children.flatMap((child) => (child.isFile ? [child] : filesBelow(child)));
  return files.sort((left, right) => right.codeLines - left.codeLines || (left.path < right.path ? -1 : 1));
}

/** The project, each folder on the way, the file. */
function chainOf(root: OpenFolder, path: string): OpenFolder[] {
  const chain = [root];
  for (const part of path.split("/")) {
    const above = chain.at(-1)!;
    let folder = above.children.get(part);
    if (folder === undefined) {
      folder = emptyFolder();
      above.children.set(part, folder);
    }
    chain.push(folder);
  }
  return chain;
}

function close(folder: OpenFolder, path: string, name: string): Folder {
  const isFile = folder.children.size === 0 && path !== "";
  const ownPath = isFile || path === "" ? path : `${path}/`;
  const children = [...folder.children].map(([part, child]) => close(child, `${path === "" ? "" : `${path}/`}${part}`, part));
  // A folder that holds one folder alone is no step of its own.
  const only = children.length === 1 && path !== "" ? children[0]! : undefined;
  if (only !== undefined && !only.isFile) return { ...only, name: `${name}/${only.name}` };
  const { codeLines, errors, warnings, infos } = folder;
  return { path: ownPath, name, isFile, codeLines, errors, warnings, infos, children: children.sort((left, right) => right.codeLines - left.codeLines || (left.name < right.name ? -1 : 1)) };
}

/** 0 (nothing) to 4: how much is wrong for the size. */
export function heatOf({ errors, warnings, infos, codeLines }: Folder): number {
  const weight = errors * 10 + warnings * 3 + infos * 0.3;
  if (weight === 0) return 0;
  const density = (weight / Math.max(codeLines, 20)) * 1_000;
  return density < 5 ? 1 : density < 20 ? 2 : density < 60 ? 3 : 4;
}
