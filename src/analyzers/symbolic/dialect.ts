// What the simulation must know of a language beyond the normalised tree.

import type { Machine } from "./machine.ts";
import type { Value } from "./values.ts";

/** A call that the simulation can carry out itself. Undefined: nothing is known of this use of it. */
export type Builtin = (machine: Machine, callArguments: CallArguments) => Value | undefined;

/** A method of text. `receiver` is the text's piece by piece. */
export type TextMethod = (receiver: Value & { readonly type: "text" }, callArguments: CallArguments, machine: Machine) => Value | undefined;

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** One language's part. */
export interface Dialect {
  /** True where assigning a name in a function makes it local (Python). */
  readonly declaresByAssignment: boolean;
  /** Functions by full name. */
  readonly functions: ReadonlyMap<string, Builtin>;
  /** Methods of text by name. */
  readonly textMethods: ReadonlyMap<string, TextMethod>;
  /** Properties of text by name: those of paths that are held as text. */
  readonly textProperties: ReadonlyMap<string, (whole: string) => Value>;
  /** Methods of lists and dictionaries by name. */
  readonly listMethods: ReadonlyMap<string, (receiver: Value & { readonly type: "list" }, callArguments: CallArguments, machine: Machine) => Value | undefined>;
  readonly dictMethods: ReadonlyMap<string, (receiver: Value & { readonly type: "dict" }, callArguments: CallArguments, machine: Machine) => Value | undefined>;
  /** Full names whose value an attacker chooses wherever they are read: `flask.request`, `sys.argv`. */
  readonly outside: ReadonlySet<string>;
  /** Full names of functions whose result is chosen from outside: `input`. */
  readonly outsideCalls: ReadonlySet<string>;
  /** Full names of functions that load a module by its name. */
  readonly moduleLoaders: ReadonlySet<string>;
  /** Full names with a plain value of their own: `os.sep`. */
  readonly constants: ReadonlyMap<string, Value>;
  /** A package's name without what only says how it is loaded: `fs.promises` for `node:fs/promises`. */
  readonly packageName: (specifier: string) => string;
  /** Where in the project a module that a file names may be: candidate paths, best first. */
  readonly moduleCandidates: (specifier: string, fromPath: string) => readonly string[];
}
