// Answers which language a file is in, by its name or its `#!` line.

/** What discovery must know about one language; a `Language` of the registry fits. */
export interface LanguageNames {
  readonly id: string;
  /** File name endings with their dot, lower case; the longest match wins. */
  readonly extensions: readonly string[];
  /** Whole file names. */
  readonly fileNames: readonly string[];
  /** Interpreter names in a `#!` line, for instance `python3`. */
  readonly interpreters: readonly string[];
}

/** Look-ups made once from the languages' own tables. */
export interface LanguageFinder {
  /** By whole name, then by the longest known ending; undefined for a name that tells nothing. */
  readonly byName: (fileName: string) => string | undefined;
  /** By the interpreter in the first line of the file. */
  readonly byFirstLine: (firstBytes: string) => string | undefined;
}

/** Makes the look-ups. `fileName` is the last part of a path. */
export function createLanguageFinder(languages: readonly LanguageNames[]): LanguageFinder {
  const extensions = new Map<string, string>();
  const fileNames = new Map<string, string>();
  const interpreters = new Map<string, string>();
  for (const language of languages) {
    for (const extension of language.extensions) extensions.set(extension.toLowerCase(), language.id);
    for (const name of language.fileNames) fileNames.set(name, language.id);
    for (const interpreter of language.interpreters) interpreters.set(interpreter, language.id);
  }
  return {
    byName: (fileName) => fileNames.get(fileName) ?? byExtension(fileName, extensions),
    byFirstLine: (firstBytes) => byInterpreter(firstBytes, interpreters),
  };
}

/** Tries `a.b.c` as `.b.c`, then `.c`: the first hit is the longest. */
function byExtension(fileName: string, extensions: ReadonlyMap<string, string>): string | undefined {
  // A leading dot starts a hidden file's name, not an ending.
  for (let dot = fileName.indexOf(".", 1); dot !== -1; dot = fileName.indexOf(".", dot + 1)) {
    const language = extensions.get(fileName.slice(dot).toLowerCase());
    if (language !== undefined) return language;
  }
  return undefined;
}

/** Reads `#!/usr/bin/python3.12 -u`, `#!/usr/bin/env -S FOO=1 python3 -u` and the like. */
function byInterpreter(firstBytes: string, interpreters: ReadonlyMap<string, string>): string | undefined {
  if (!firstBytes.startsWith("#!")) return undefined;
  const words = firstBytes.slice(2).split(/[\r\n]/, 1)[0]!.trim().split(/\s+/);
  const program = baseName(words[0] ?? "") === "env" ? words.slice(1).find(isProgramWord) : words[0];
  if (program === undefined) return undefined;
  const name = baseName(program);
  // python3.12 and python3 are spellings of python; bash5 does not occur, but costs nothing.
  return interpreters.get(name) ?? interpreters.get(name.replace(/[\d.]+$/, ""));
}

function isProgramWord(word: string): boolean {
  return !word.startsWith("-") && !word.includes("=");
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
