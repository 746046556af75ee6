// npm packages: locked first, looked at, then installed with all scripts off.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageSupport } from "./package-support.ts";

// A registry name and a version, range or tag; no aliases, URLs, git references, paths or options.
const SPECIFICATION = /^(?:@[a-z0-9][a-z0-9._~-]{0,99}\/)?[a-z0-9][a-z0-9._~-]{0,99}(?:@[A-Za-z0-9^~<>=.*+-]{1,60})?$/;

const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", "--git=/bin/false"];

/** Packages for Node. */
export const npmPackages: PackageSupport = {
  id: "npm",
  describeProblem: (specification) =>
    SPECIFICATION.test(specification) && !/^[^@]+@-/.test(specification) ? undefined : "is not a name with an optional version, such as `zod` or `zod@4.1.0`",
  files: (specifications) => new Map([["package.json", JSON.stringify({ private: true, dependencies: Object.fromEntries(specifications.map(splitSpecification)) })]]),
  steps: () => [
    { command: ["npm", "install", "--package-lock-only", ...QUIET] },
    { command: ["npm", "ci", ...QUIET] },
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

/** A dependency of a dependency may name git or a path; only what a registry serves is installed. */
function describeForeignSource(lockFile: string): string | undefined {
  let lock: { readonly packages?: Readonly<Record<string, { readonly resolved?: unknown; readonly link?: unknown }>> };
  try {
    // npm wrote it a moment ago; its fields are looked at one by one below.
    lock = JSON.parse(readFileSync(lockFile, "utf8")) as typeof lock;
  } catch {
    return undefined;
  }
  for (const [name, entry] of Object.entries(lock.packages ?? {})) {
    const isForeign = entry.link === true || (typeof entry.resolved === "string" && !/^https?:/.test(entry.resolved));
    if (isForeign) return `${name || "a package"} does not come from a registry`;
  }
  return undefined;
}
