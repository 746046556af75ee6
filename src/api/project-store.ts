// Opens a project's store: tasks, runs, analyses and what happened to them.

import { join, resolve } from "node:path";
import type { Origin } from "../model/origin.ts";
import { describeOrigin } from "../repository/describe-origin.ts";
import { findGitRoot } from "../source/find-root.ts";
import { startStoreService, type StoreService } from "./store/store-service.ts";

export interface StoreLocation {
  /** Absolute: a folder in the project. */
  readonly cwd: string;
  /** The file; `.assay/assay.db` at the git root, else in `cwd`, where it is absent. Relative to `cwd`. */
  readonly path?: string | undefined;
  /** Refuses every change. */
  readonly isReadOnly?: boolean | undefined;
}

/** An open store. Verbs take it; close it at the end. */
export interface ProjectStore extends StoreService {
  /** The git root, else the folder that was named. */
  readonly root: string;
  /** Where the project's code stands now. */
  readonly origin: () => Promise<Origin>;
}

export function locateStore({ cwd, path }: StoreLocation): { readonly root: string; readonly path: string } {
  const root = findGitRoot(cwd) ?? cwd;
  return { root, path: path === undefined ? join(root, ".assay", "assay.db") : resolve(cwd, path) };
}

/** Makes the file where there is none. Throws typed errors (`store-…`); a file that is refused stays as it was. */
export async function openStore(location: StoreLocation): Promise<ProjectStore> {
  const { root, path } = locateStore(location);
  const service = await startStoreService({ path, isReadOnly: location.isReadOnly });
  return { ...service, root, origin: () => describeOrigin(root) };
}
