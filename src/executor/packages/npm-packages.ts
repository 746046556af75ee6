// npm packages: locked first, looked at, then installed with all scripts off.
import { join } from "node:path";
import { describeForeignSource } from "./npm-lock.ts";
import type { PackageSupport } from "./package-support.ts";

// A registry name and a version, range or tag; no aliases, URLs, git references, paths or options.
const SPECIFICATION = /^(?:@[a-z0-9][a-z0-9._~-]{0,99}\/)?[a-z0-9][a-z0-9._~-]{0,99}(?:@[A-Za-z0-9^~<>=.*+-]{1,60})?$/;

const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];

// What leads away from the registry is not even asked for. npm before 11 knows no `--allow-…` and passes them over: there
// the lock file tells before anything is unpacked.
const REGISTRY_ONLY = ["--git=/bin/false", "--allow-git=none", "--allow-remote=none", "--allow-file=none", "--allow-directory=none"];

/** Packages for Node. */
export const npmPackages: PackageSupport = {
  id: "npm",
  describeProblem: (specification) =>
    SPECIFICATION.test(specification) && !/^[^@]+@-/.test(specification) ? undefined : "is not a name with an optional version, such as `zod` or `zod@4.1.0`",
  files: (specifications) => new Map([["package.json", JSON.stringify({ private: true, dependencies: Object.fromEntries(specifications.map(splitSpecification)) })]]),
  steps: () => [
    // With addresses, whatever the operator's settings say: they are what is looked at.
    { command: ["npm", "install", "--package-lock-only", "--omit-lockfile-registry-resolved=false", ...QUIET, ...REGISTRY_ONLY] },
    { command: ["npm", "ci", ...QUIET, ...REGISTRY_ONLY] },
  ],
  describeRefusal: (folder) => describeForeignSource(join(folder, "package-lock.json")),
  // At the top, where look-up from any working directory ends.
  mount: { from: "node_modules", target: "/node_modules" },
  environment: {},
};

function splitSpecification(specification: string): readonly [string, string] {
  const at = specification.indexOf("@", 1);
  return at === -1 ? [specification, "*"] : [specification.slice(0, at), specification.slice(at + 1)];
}
