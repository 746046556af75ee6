// Decides where cached results live: the user's cache folder, never the scanned project.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { userCacheFolder } from "../model/user-cache-folder.ts";

export interface CacheLocationRequest {
  /** The scanned root, absolute. */
  readonly root: string;
  /** Changes with every build of the engine: results of another build are of no use. */
  readonly buildId: string;
  /** Absolute path of a folder that the user named instead. */
  readonly location?: string;
  /** `XDG_CACHE_HOME` is read from here. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The folder of all projects' caches. */
export function cacheFolder(request: CacheLocationRequest): string {
  return request.location ?? userCacheFolder(request.environment);
}

/** The folder of one project under one build, below {@link cacheFolder}. */
export function projectFolder(request: CacheLocationRequest): string {
  const name = createHash("sha256").update(JSON.stringify([request.root, request.buildId])).digest("hex").slice(0, 32);
  return join(cacheFolder(request), `project-${name}`);
}
