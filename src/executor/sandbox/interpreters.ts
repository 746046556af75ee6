// Finds the interpreters that runs use, and what must be shown inside for those that are not under /usr.
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { AssayError } from "../../model/errors.ts";
import type { InterpreterName } from "../languages/language-support.ts";
import type { SandboxIdentity } from "./identity.ts";

/** An interpreter as the sandbox sees it. */
export interface Interpreter {
  readonly path: string;
  /** Its installation folder, to be shown read-only at the same path; undefined when the system's mounts hold it. */
  readonly installationFolder: string | undefined;
}

// The system's own come first: what lies in a home folder is often out of the sandbox user's reach.
const PLACES: Readonly<Record<InterpreterName, readonly string[]>> = {
  python3: ["/usr/bin/python3", "/usr/local/bin/python3"],
  node: ["/usr/bin/node", "/usr/local/bin/node", process.execPath],
  bash: ["/usr/bin/bash", "/bin/bash"],
};

const INSTALL_STEPS: Readonly<Record<InterpreterName, string>> = {
  python3: "Install Python where every user can read it: `apt-get install python3`.",
  node: "Install Node.js where every user can read it, under /usr or /opt and not in a home folder.",
  bash: "Install bash: `apt-get install bash`.",
};

/** Locates an interpreter that the sandbox's user can run. Throws `not-available` saying what to install. */
export function findInterpreter(name: InterpreterName, identity: SandboxIdentity | undefined): Interpreter {
  const unreachable: string[] = [];
  for (const place of PLACES[name]) {
    const real = resolveExecutable(place);
    if (real === undefined) continue;
    if (real.startsWith("/usr/")) return { path: place.startsWith("/usr/") ? place : real, installationFolder: undefined };
    const folder = installationFolderOf(real, name);
    if (folder !== undefined && isReachable(real, identity)) return { path: real, installationFolder: folder };
    unreachable.push(real);
  }
  const found = unreachable.length === 0 ? `looked at ${PLACES[name].join(", ")}` : `${unreachable.join(", ")} cannot be shown to the sandbox`;
  throw new AssayError({
    code: "not-available",
    message: `Running this language needs ${name}: ${found}.`,
    nextStep: INSTALL_STEPS[name],
  });
}

function resolveExecutable(place: string): string | undefined {
  try {
    const real = realpathSync(place);
    accessSync(real, constants.X_OK);
    return real;
  } catch {
    return undefined;
  }
}

/** The prefix above `bin`, unless showing it would show a home folder or more. */
function installationFolderOf(real: string, name: InterpreterName): string | undefined {
  if (!basename(real).startsWith(name.replace(/\d$/, "")) || basename(dirname(real)) !== "bin") return undefined;
  const prefix = dirname(dirname(real));
  const home = homedir();
  const isTooWide = prefix.split("/").length < 3 || home === prefix || home.startsWith(`${prefix}/`);
  return isTooWide ? undefined : prefix;
}

/** Whether another user may walk to the file and run it; the service's own user always may what it can itself. */
function isReachable(path: string, identity: SandboxIdentity | undefined): boolean {
  if (identity === undefined) return true;
  const OTHERS_READ_AND_RUN = 0o005;
  const OTHERS_SEARCH = 0o001;
  if ((statSync(path).mode & OTHERS_READ_AND_RUN) !== OTHERS_READ_AND_RUN) return false;
  for (let folder = dirname(path); folder !== "/"; folder = dirname(folder)) {
    if ((statSync(join(folder)).mode & OTHERS_SEARCH) === 0) return false;
  }
  return true;
}
