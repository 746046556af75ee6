// Installs exact sets of packages once, in a step of its own with scripts off, and keeps them for read-only use.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AssayError } from "../../model/errors.ts";
import type { InstalledPackages } from "../plan-run.ts";
import { prepareCacheFolder } from "./cache-folder.ts";
import { runInstallStep } from "./install-step.ts";
import type { PackageSupport } from "./package-support.ts";

/** What to have installed. */
export interface PackageRequest {
  readonly support: PackageSupport;
  readonly specifications: readonly string[];
  readonly interpreterPath: string;
  readonly signal: AbortSignal | undefined;
}

const MAXIMUM_INSTALLED_BYTES = 2 * 1024 ** 3;
const MAXIMUM_INSTALLED_FILES = 300_000;

/** A folder of installed sets; one entry is never changed after it has its name. */
export class PackageCache {
  readonly #folder: string;
  readonly #running = new Map<string, Promise<string>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The set, installed if it was not. Throws `package-invalid`, `package-install-failed` or `limit-exceeded`. */
  async provide(request: PackageRequest): Promise<InstalledPackages> {
    const { support } = request;
    for (const specification of request.specifications) {
      const problem = support.describeProblem(specification);
      if (problem === undefined) continue;
      throw new AssayError({
        code: "package-invalid",
        message: `The package ${JSON.stringify(specification.slice(0, 200))} ${problem}.`,
        nextStep: "Name packages of the registry only; options, URLs and paths are not taken.",
      });
    }
    const specifications = [...new Set(request.specifications)].sort();
    prepareCacheFolder(this.#folder);
    const entry = join(this.#folder, keyOf(support, specifications, request.interpreterPath));
    if (!existsSync(entry)) {
      const running = this.#running.get(entry) ?? this.#install(entry, { ...request, specifications });
      this.#running.set(entry, running);
      await running.finally(() => this.#running.delete(entry));
    }
    const source = join(entry, support.mount.from);
    // A set that installs nothing, as a package that another has replaced, has no folder to show.
    const folders = existsSync(source) ? [{ source, target: support.mount.target }] : [];
    return { readOnlyFolders: folders, environment: support.environment };
  }

  async #install(entry: string, request: PackageRequest): Promise<string> {
    const { support } = request;
    const folder = join(this.#folder, `.new-${process.pid}-${randomBytes(6).toString("hex")}`);
    mkdirSync(folder, { mode: 0o755 });
    try {
      for (const [name, text] of support.files(request.specifications)) writeFileSync(join(folder, name), text, { mode: 0o644 });
      for (const step of support.steps(request.specifications, request.interpreterPath)) {
        await runInstallStep(step, folder, request.signal);
        const refusal = support.describeRefusal?.(folder);
        if (refusal !== undefined) {
          throw new AssayError({ code: "package-invalid", message: `The packages are refused: ${refusal}.`, nextStep: "Leave the package out that needs it." });
        }
      }
      refuseTooLarge(folder);
      publish(folder, entry);
      return entry;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function keyOf(support: PackageSupport, specifications: readonly string[], interpreterPath: string): string {
  const parts = [support.id, realpathSync(interpreterPath), process.arch, ...specifications];
  return `${support.id}-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40)}`;
}

function refuseTooLarge(folder: string): void {
  let bytes = 0;
  let files = 0;
  const visit = (path: string): void => {
    for (const name of readdirSync(path)) {
      const status = lstatSync(join(path, name));
      bytes += status.size;
      files += 1;
      if (bytes > MAXIMUM_INSTALLED_BYTES || files > MAXIMUM_INSTALLED_FILES) {
        throw new AssayError({ code: "limit-exceeded", message: "The packages take more room than is allowed.", nextStep: "Ask for fewer or smaller packages." });
      }
      if (status.isDirectory()) visit(join(path, name));
    }
  };
  visit(folder);
}

/** Another process may have been faster with the same set; then its entry stands. */
function publish(folder: string, entry: string): void {
  try {
    renameSync(folder, entry);
  } catch (error) {
    if (!existsSync(entry)) throw error;
  }
}
