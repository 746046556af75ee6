// Python packages: wheels only, because building from source runs the package's own code.
import type { PackageSupport } from "./package-support.ts";

// PEP 508 names with extras and PEP 440 versions; no URLs, paths, markers or options.
const SPECIFICATION = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?(?:\[[A-Za-z0-9._-]+(?:,[A-Za-z0-9._-]+)*\])?(?:(?:==|>=|<=|~=|!=|<|>)[A-Za-z0-9.*+!_-]{1,50}(?:,(?:==|>=|<=|~=|!=|<|>)[A-Za-z0-9.*+!_-]{1,50})*)?$/;

/** Packages for Python. */
export const pythonPackages: PackageSupport = {
  id: "python",
  describeProblem: (specification) =>
    SPECIFICATION.test(specification) ? undefined : "is not a name with an optional version, such as `requests` or `requests==2.32.3`",
  files: () => new Map(),
  steps: (specifications, interpreterPath) => [
    {
      command: [
        interpreterPath, "-m", "pip", "install", "--only-binary=:all:", "--no-input", "--disable-pip-version-check",
        "--no-warn-script-location", "--quiet", "--target", "packages", "--", ...specifications,
      ],
    },
  ],
  mount: { from: "packages", target: "/packages" },
  environment: { PYTHONPATH: "/packages" },
};
