// What one file says about its place in the project: what it imports, defines and mentions. Compact, so that it can be cached.

import type { NameUses } from "./name-uses.ts";
import type { SyntaxTree } from "./tree.ts";

/** When an import happens: as the file loads, later (in a function, `import()`), or never at run time (types). */
export type ImportTime = "load" | "late" | "type";

/** One import. Offsets are 0-based UTF-16 units. */
export interface ImportFact {
  /** As written: `./x`, `react`, `os.path`, `..x`. Where only its beginning is known, that beginning. */
  readonly specifier: string;
  /** Names taken from the module; `*` for the module as a whole; none where it is loaded for its effect. */
  readonly names: readonly string[];
  readonly time: ImportTime;
  readonly start: number;
  readonly end: number;
  /** True for `import(\`./locales/${name}\`)`: every module whose path begins so. */
  readonly isPrefix?: true;
  /** `export * from`: what the module exports is exported here too. */
  readonly isReexported?: true;
}

export type DefinitionKind = "function" | "class" | "method" | "variable" | "type";

/** Something that the file defines at its top level, or a method of a class there. */
export interface DefinitionFact {
  /** As the file calls it. */
  readonly name: string;
  readonly kind: DefinitionKind;
  /** The class of a method. */
  readonly owner?: string;
  /** Where its name stands. */
  readonly start: number;
  readonly end: number;
  /** The name under which others import it; absent for what they cannot import. */
  readonly exportedAs?: string;
  /** For `export { a as b } from "./x"`: the module and the name there, `*` for the module as a whole. */
  readonly from?: readonly [specifier: string, name: string];
  /** Names of it in the file itself, its definition and what stands inside it left out. */
  readonly usesHere: number;
  /** Present where something beside its name may use it: a decorator that registers it, an overload, a declaration. */
  readonly isRegistered?: true;
  /** Of a class: the names of its bases as written; a base that is not the project's own may call its methods. */
  readonly bases?: readonly string[];
}

export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly definitions: readonly DefinitionFact[];
  /** True where it imports a module whose name is computed and no part of it is written. */
  readonly hasUnknownImport: boolean;
  /** True where it is made to be started: `if __name__ == "__main__"`, a `#!` line. */
  readonly isProgram: boolean;
  /** Present where it says that other distributions add modules to its folder. */
  readonly isShared?: true;
  /** Beginnings (`visit_*`) and ends (`*_handler`) of names that are put together at run time. */
  readonly affixes: readonly string[];
  /** Hashes of every name and word that the file uses, sorted, as base64 of 32-bit integers. */
  readonly words: string;
}

/** The files of a project as a resolver sees them. */
export interface ProjectFiles {
  /** Root-relative paths of the files that were read. */
  readonly paths: ReadonlySet<string>;
  /** Name of the root folder itself: a scan may begin inside a package. */
  readonly rootName: string;
  /** Root-relative paths of manifests and their texts: `package.json`, `tsconfig.json`. */
  readonly manifests: ReadonlyMap<string, string>;
}

/** A project as it lies in its folder: what is not in sight may use it as well. */
export interface PlacedProject extends ProjectFiles {
  /** Names of all that stands in the root folder. */
  readonly rootNames: readonly string[];
  /** Names of manifests in the folders above, where the root is the top of no repository: it may be a part of another project. */
  readonly manifestNamesAbove: ReadonlySet<string>;
}

/** The files that an import of `from` means; none for what lies outside the project. */
export type ResolveImport = (from: string, fact: ImportFact) => readonly string[];

/**
 * How a file is reached from outside of the project's own imports. `entry`: started, or found by its name or place;
 * `published`: others may import it; `internal`: only the project's own files can.
 */
export type Reach = "entry" | "published" | "internal";

/** How a language's modules hang together; part of a language's record. */
export interface ModuleSystem {
  /** Languages with the same id import each other's files. */
  readonly id: string;
  /** File names of the manifests that the resolver reads. */
  readonly manifestNames: readonly string[];
  readonly extract: (tree: SyntaxTree, path: string, uses: NameUses) => Omit<ModuleFacts, "words" | "affixes">;
  readonly createResolver: (files: ProjectFiles) => ResolveImport;
  readonly createReachJudge: (project: PlacedProject) => (path: string, facts: ModuleFacts) => Reach;
  /** True for files that modules out of sight may use, down to what is kept to a package: another distribution's, those of a project around. */
  readonly createShareJudge: (project: PlacedProject, modules: ReadonlyMap<string, { readonly facts: ModuleFacts }>) => (path: string) => boolean;
  /** True where nothing but exports can be imported; else every name of the top level can. */
  readonly hasExplicitExports: boolean;
  /** True for names that the language, its tools or its frameworks look for. */
  readonly isSpecialName: (definition: DefinitionFact) => boolean;
}
