// Python packages: wheels only, because building from source runs the package's own code.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PackageSupport } from "./package-support.ts";

// PEP 508 names with extras and PEP 440 versions; no URLs, paths, markers or options.
const SPECIFICATION = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?(?:\[[A-Za-z0-9._-]+(?:,[A-Za-z0-9._-]+)*\])?(?:(?:==|>=|<=|~=|!=|<|>)[A-Za-z0-9.*+!_-]{1,50}(?:,(?:==|>=|<=|~=|!=|<|>)[A-Za-z0-9.*+!_-]{1,50})*)?$/;

/**
 * Runs pip in a Python that starts no program. pip asks for wheels only of what it finds in the index: a dependency that
 * names an address or a folder it would build all the same, or have git fetch. Python's audit events come before
 * whatever starts a program, in any version of pip, and a hook cannot be taken off again. What pip asks about the
 * machine it does without; the loader of musl, which tells its own version, is let through.
 */
const PIP_ALONE = `
import os, runpy, sys

STARTS = {"subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.spawn"}


def refuse(event, arguments):
    if event not in STARTS:
        return
    program = os.fsdecode(arguments[0]) if arguments and isinstance(arguments[0], (str, bytes)) else ""
    if event == "subprocess.Popen" and os.path.dirname(program) in ("/lib", "/usr/lib") and os.path.basename(program).startswith("ld-musl-"):
        return
    raise PermissionError("a package would have to be built, or fetched by another program")


sys.addaudithook(refuse)
sys.path[:] = [entry for entry in sys.path if entry]
sys.argv = ["pip", *sys.argv[1:]]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
`;

/** Packages for Python. */
export const pythonPackages: PackageSupport = {
  id: "python",
  describeProblem: (specification) =>
    SPECIFICATION.test(specification) ? undefined : "is not a name with an optional version, such as `requests` or `requests==2.32.3`",
  files: () => new Map(),
  steps: (specifications, interpreterPath) => [
    {
      command: [
        interpreterPath, "-c", PIP_ALONE, "install", "--only-binary=:all:", "--no-input", "--disable-pip-version-check",
        "--no-warn-script-location", "--quiet", "--target", "packages", "--", ...specifications,
      ],
    },
  ],
  describeRefusal: (folder) => describeForeignSource(join(folder, "packages")),
  mount: { from: "packages", target: "/packages" },
  environment: { PYTHONPATH: "/packages" },
};

/** A wheel of an address that a dependency named, and not the index: pip writes that beside it (PEP 610). */
function describeForeignSource(installed: string): string | undefined {
  const names = existsSync(installed) ? readdirSync(installed) : [];
  const foreign = names.find((name) => name.endsWith(".dist-info") && existsSync(join(installed, name, "direct_url.json")));
  return foreign === undefined ? undefined : `${foreign.replace(/\.dist-info$/, "")} does not come from the index`;
}
