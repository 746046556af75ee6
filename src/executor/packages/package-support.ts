// What a language declares about its packages: which names are right, how they are installed, where a run finds them.

/** One command of an installation; it runs in the folder that becomes the cache entry. */
export interface InstallStep {
  readonly command: readonly string[];
}

/** A language's packages. */
export interface PackageSupport {
  /** Part of the cache's key, so that languages on one interpreter share it. */
  readonly id: string;
  /** What is wrong with a package as a request writes it, or nothing. */
  readonly describeProblem: (specification: string) => string | undefined;
  /** Files that the folder holds before the first step. */
  readonly files: (specifications: readonly string[]) => ReadonlyMap<string, string>;
  /** Commands that fill the folder. None of them may run code of a package. */
  readonly steps: (specifications: readonly string[], interpreterPath: string) => readonly InstallStep[];
  /** Looks at the folder between the steps and says what must not be installed, or nothing. */
  readonly describeRefusal?: (folder: string) => string | undefined;
  /** The part of the folder that a run sees, and where. */
  readonly mount: { readonly from: string; readonly target: string };
  readonly environment: Readonly<Record<string, string>>;
}
