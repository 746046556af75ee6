// The contract of a language folder: everything that the rest of Assay may know about one language, as data.

import type { EmbeddedCode } from "./embedded.ts";
import type { Kind } from "./kinds.ts";
import type { ModuleSystem } from "./module-facts.ts";
import type { SyntaxTree } from "./tree.ts";

/** What kind of scope a node opens. */
export type ScopeKind = "module" | "function" | "class" | "block" | "comprehension";

/** How names are bound in a language; read by scopes.ts. */
export interface ScopeRules {
  /** Node kinds that open a scope. The Program always opens the module scope. */
  readonly opens: ReadonlyMap<Kind, ScopeKind>;
  /**
   * `explicit`: names are bound by declarations only (JavaScript); `by-assignment`: assigning a name anywhere in a
   * function binds it there (Python).
   */
  readonly binding: "explicit" | "by-assignment";
  /** False where functions inside a class do not see the class's own names (Python). */
  readonly isClassScopeVisibleInside: boolean;
  /** Names that exist without an import: builtins of the language, for "shadowed" and "undefined" questions. */
  readonly builtins: ReadonlySet<string>;
}

/** Turns text into a tree. Never throws on bad code: what could not be read is in the tree's `problems`. */
export type Parse = (text: string, path: string) => SyntaxTree;

/** Finds code of other languages in a file. Never throws. Sorted by where the pieces stand, none inside another. */
export type FindEmbedded = (tree: SyntaxTree) => readonly EmbeddedCode[];

/** One language. An entry of the language registry. */
export interface Language {
  /** Lower-case id used in rule ids, settings and reports, for instance `python`. */
  readonly id: string;
  /** As people write it, for instance `Python`. */
  readonly title: string;
  /** Other ids that users may write (`py`, `js`). */
  readonly aliases: readonly string[];
  /** File name endings with their dot, lower case, longest match wins. */
  readonly extensions: readonly string[];
  /** Whole file names without a telling extension. */
  readonly fileNames: readonly string[];
  /** Interpreter names in a `#!` line. */
  readonly interpreters: readonly string[];
  /** What starts a comment that runs to the end of the line. */
  readonly lineComment: string;
  /** File name of the grammar below the language folder's `grammar/`, where the parser needs its bytes. */
  readonly grammarFile?: string;
  /**
   * Module specifier of the parser runtime's own `.wasm` (`import.meta.resolve` finds it), where there is one. Its bytes
   * may be handed to `load`, so that nothing is looked for on disk; without them the runtime looks beside itself.
   */
  readonly runtimeFile?: string;
  readonly scopeRules: ScopeRules;
  /** True where the TypeScript compiler knows the types of its files. */
  readonly hasTypes?: true;
  /** Present where files import each other. */
  readonly modules?: ModuleSystem;
  /** True where the grammar refuses some code that the language's own tools accept: a problem is then no accusation. */
  readonly isGrammarPartial?: boolean;
  /**
   * Present where the parser may overflow its stack: an upper bound of how deep a file nests. What is too deep is
   * parsed in a process of its own.
   */
  readonly nestingOf?: (text: string, path: string) => number;
  /** Loads what finds code of other languages in files of this one, where they may hold some. */
  readonly loadEmbedded?: () => Promise<FindEmbedded>;
  /**
   * Present where the files exist to hold programs in other languages: `in-text`, what stands around them is written by
   * people too (a page); `in-data`, it is not (a notebook), so that no line of it counts.
   */
  readonly holdsPrograms?: "in-text" | "in-data";
  /**
   * Makes the parser ready; called at most once a thread. `grammar` holds the bytes of `grammarFile`, `runtime` those of
   * `runtimeFile`.
   */
  readonly load: (grammar?: Uint8Array, runtime?: Uint8Array) => Promise<Parse>;
}
