// What an init step would do to one file: create it, add to it, or leave it and say what to add by hand.

/** Reads a file of the project; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

export type FileChange =
  | { readonly path: string; readonly before: string | undefined; readonly after: string; readonly isExecutable?: boolean }
  /** It is there already. */
  | { readonly path: string; readonly done: string }
  /** It cannot be added safely: what is to be written, and where. */
  | { readonly path: string; readonly byHand: string };

/** What steps need to know of this installation. */
export interface Surroundings {
  /** Words that run this program from the project. */
  readonly command: readonly string[];
  /** Address and revision that pre-commit and CI install from. */
  readonly source: { readonly address: string; readonly revision: string };
}

export interface InitStep {
  /** As the command line names it. */
  readonly name: string;
  readonly description: string;
  /** Taken without being named where one of these is in the project; none: always. */
  readonly hints: readonly string[];
  readonly plan: (read: ReadFile, surroundings: Surroundings) => FileChange;
}

/** One line for a shell; words with other than plain characters are quoted. */
export function toShell(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(" ");
}

/** The text with something after it, on a line of its own. */
export function append(before: string, addition: string): string {
  return `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${addition}`;
}
