// Where this program may keep what it can make again, for one user.

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Ours in the user's cache folder. Throws for a user whom the system does not know and who names no home. */
export function userCacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const xdg = environment["XDG_CACHE_HOME"];
  // The specification has relative values ignored.
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(environment["HOME"] || homedir(), ".cache");
  return join(base, "assay");
}
