// Reads npm's lock file for what does not come from the registry, before anything of it is unpacked.
import { readFileSync } from "node:fs";

interface LockEntry {
  readonly resolved?: unknown;
  readonly link?: unknown;
  readonly hasShrinkwrap?: unknown;
  readonly inBundle?: unknown;
  readonly dependencies?: unknown;
  readonly optionalDependencies?: unknown;
  readonly peerDependencies?: unknown;
}

const PUBLIC_REGISTRY = "https://registry.npmjs.org";

/** Says what in the lock file is foreign, or nothing. A file that cannot be read holds no answer, so it is refused too. */
export function describeForeignSource(lockFile: string): string | undefined {
  let lock: { readonly packages?: Readonly<Record<string, LockEntry>> };
  try {
    // npm wrote it a moment ago; its fields are looked at one by one below.
    lock = JSON.parse(readFileSync(lockFile, "utf8")) as typeof lock;
  } catch {
    return "npm wrote no lock file";
  }
  const entries = Object.entries(lock.packages ?? {});
  const lockedFolders = entries.filter(([, entry]) => entry.hasShrinkwrap === true).map(([path]) => `${path}/`);
  // A package that brings a lock of its own says itself where its dependencies lie; of the others the registry says it.
  const isSelfLocked = (path: string): boolean => lockedFolders.some((folder) => path.startsWith(folder));
  const registries: ReadonlySet<string | undefined> = new Set([PUBLIC_REGISTRY, ...entries.filter(([path]) => !isSelfLocked(path)).flatMap(([, entry]) => originOf(entry.resolved) ?? [])]);
  for (const [path, entry] of entries) {
    const name = path.split("node_modules/").at(-1) || "a package";
    const asked = findForeignSpecification(entry);
    if (asked !== undefined) return `${name} asks for ${asked}, which does not come from a registry`;
    const origin = originOf(entry.resolved);
    const isForeign = isSelfLocked(path) && !isBundled(entry) ? !registries.has(origin) : entry.resolved !== undefined && origin === undefined;
    if (isForeign || entry.link === true) return `${name} does not come from a registry`;
  }
  return undefined;
}

/** Lies in the archive of the package that needs it. */
function isBundled(entry: LockEntry): boolean {
  return entry.inBundle === true && entry.resolved === undefined;
}

/** Of http and https addresses alone; git and files have none. */
function originOf(resolved: unknown): string | undefined {
  if (typeof resolved !== "string" || !/^https?:/.test(resolved)) return undefined;
  return URL.canParse(resolved) ? new URL(resolved).origin : undefined;
}

/** A dependency by address, git reference or path: all but a version, range or tag, or another name with one of them. */
function findForeignSpecification(entry: LockEntry): string | undefined {
  for (const group of [entry.dependencies, entry.optionalDependencies, entry.peerDependencies]) {
    if (typeof group !== "object" || group === null) continue;
    for (const [name, specification] of Object.entries(group)) {
      const text = String(specification).replace(/^npm:(?:@[^/@]+\/)?/, "");
      if (/[:/\\]/.test(text)) return JSON.stringify(`${name}@${String(specification)}`.slice(0, 200));
    }
  }
  return undefined;
}
