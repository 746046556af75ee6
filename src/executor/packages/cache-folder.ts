// Finds and checks the folder in which packages and code caches are kept between runs.
import { mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { AssayError } from "../../model/errors.ts";

/** The folder for this user, unless the policy names another. */
export function defaultCacheFolder(): string {
  // What root installs must be readable for the user that the sandbox runs as, and root's home is not.
  const base = process.getuid?.() === 0 ? "/var/cache" : (process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"));
  return join(base, "assay", "packages");
}

/** Makes the folder. One that others could write to would let them choose what a run loads, so it is refused. */
export function prepareCacheFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const status = statSync(folder);
  const OTHERS_WRITE = 0o022;
  if (status.uid === process.geteuid?.() && (status.mode & OTHERS_WRITE) === 0) return;
  throw new AssayError({
    code: "package-install-failed",
    message: `The cache ${folder} belongs to, or can be written by, another user.`,
    nextStep: "Remove it, or set packageCacheFolder in the execution policy.",
  });
}
