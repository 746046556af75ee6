// Finds the system's own programs that the launcher needs, at fixed places and never through PATH.
import { accessSync, constants, existsSync } from "node:fs";
import { AssayError } from "../../model/errors.ts";

/** Absolute paths of the programs around a run. */
export interface SystemTools {
  readonly bubblewrap: string;
  readonly bash: string;
  readonly shell: string;
  readonly prlimit: string;
  readonly tar: string;
  readonly cat: string;
}

const INSTALL_STEP = "Install bubblewrap: `apt-get install bubblewrap` (Debian, Ubuntu), `dnf install bubblewrap` (Fedora), `apk add bubblewrap` (Alpine).";

/** Replacements for the standard places; a test hands in a path at which nothing is. */
export interface ToolOverrides {
  readonly bubblewrap?: string;
}

/** Locates all tools. Throws `isolation-unavailable` naming what to install. */
export function findSystemTools(overrides: ToolOverrides = {}, platform: string = process.platform): SystemTools {
  if (platform !== "linux") {
    throw new AssayError({
      code: "isolation-unavailable",
      message: `Running code needs Linux's namespaces; this is ${platform}.`,
      nextStep: "Run the executor on Linux (a virtual machine or container will do); analysis works here as it is.",
    });
  }
  return {
    bubblewrap: locate("bubblewrap", overrides.bubblewrap === undefined ? ["/usr/bin/bwrap", "/usr/local/bin/bwrap"] : [overrides.bubblewrap], INSTALL_STEP),
    bash: locate("bash", ["/bin/bash", "/usr/bin/bash"], "Install bash: `apt-get install bash`."),
    shell: locate("a shell", ["/bin/sh"], "Install a POSIX shell at /bin/sh."),
    prlimit: locate("prlimit", ["/usr/bin/prlimit"], "Install util-linux: `apt-get install util-linux`."),
    tar: locate("tar", ["/usr/bin/tar", "/bin/tar"], "Install tar: `apt-get install tar`."),
    cat: locate("cat", ["/usr/bin/cat", "/bin/cat"], "Install coreutils: `apt-get install coreutils`."),
  };
}

function locate(name: string, places: readonly string[], nextStep: string): string {
  const found = places.find((place) => isExecutable(place));
  if (found !== undefined) return found;
  throw new AssayError({
    code: "isolation-unavailable",
    message: `Running code needs ${name}, which is not at ${places.join(" or ")}${existsSync(places[0] ?? "") ? " as an executable" : ""}.`,
    nextStep,
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
