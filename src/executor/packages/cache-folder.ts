// Finds and checks the folder in which packages and code caches are kept between runs.
import { mkdirSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { AssayError } from "../../model/errors.ts";

/** The folder for this user, unless the policy names another. */
export function defaultCacheFolder(): string {
  // What root installs must be readable for the user that the sandbox runs as, and root's home is not.
  const base = process.getuid?.() === 0 ? "/var/cache" : (process.env["XDG_CACHE_HOME"] ?? join(homeFolder(), ".cache"));
  return join(base, "assay", "packages");
}

/** A user that no file knows has no home. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return join(tmpdir(), `assay-home-${process.geteuid?.() ?? ""}`);
  }
}

/** Makes the folder, or refuses it as {@link isOwnFolder} says. */
export function prepareCacheFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (isOwnFolder(folder)) return;
  throw new AssayError({
    code: "package-install-failed",
    message: `The cache ${folder} belongs to, or can be written by, another user.`,
    nextStep: "Remove it, or set packageCacheFolder in the execution policy.",
  });
}

/** Whether only this user can write there; others could otherwise choose what a run loads. */
export function isOwnFolder(folder: string): boolean {
  const status = statSync(folder, { throwIfNoEntry: false });
  const OTHERS_WRITE = 0o022;
  return status?.uid === process.geteuid?.() && ((status?.mode ?? OTHERS_WRITE) & OTHERS_WRITE) === 0;
}
