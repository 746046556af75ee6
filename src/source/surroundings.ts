// Tells what stands in and around the root folder of a project: a part of a larger one is not everything that there is.

import { dirname } from "node:path";
import { findGitRoot } from "./find-root.ts";
import { namesIn } from "./read-manifests.ts";

export interface FoundSurroundings {
  readonly rootNames: readonly string[];
  readonly manifestNamesAbove: ReadonlySet<string>;
}

/** The top of a git work tree is a whole; elsewhere manifests in the folders above may speak of this one. */
export function findSurroundings(root: string, manifestNames: readonly string[]): FoundSurroundings {
  const above = new Set<string>();
  if (findGitRoot(root) === undefined) {
    for (let folder = dirname(root); ; folder = dirname(folder)) {
      const names = new Set(namesIn(folder));
      for (const name of manifestNames) if (names.has(name)) above.add(name);
      if (dirname(folder) === folder) break;
    }
  }
  return { rootNames: namesIn(root), manifestNamesAbove: above };
}
