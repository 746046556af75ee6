// Loads each language's parser at its first use, once a thread.

import { languages } from "../languages/registry.generated.ts";
import { AssayError } from "../model/errors.ts";
import { readBinaryFile } from "../source/read-binary-file.ts";
import type { FindEmbedded, Language, Parse } from "../syntax/language.ts";
import { grammarFile, runtimeFile } from "./build-files.ts";

const languageById = new Map(languages.map((language) => [language.id, language]));

/** Throws `language-unknown`, naming the known ones. */
export function findLanguage(id: string): Language {
  const language = languageById.get(id);
  if (language !== undefined) return language;
  throw new AssayError({
    code: "language-unknown",
    message: `There is no language "${id}".`,
    nextStep: `Use one of: ${[...languageById.keys()].join(", ")}.`,
  });
}

/** The language with this id, or undefined. */
export function registeredLanguage(id: string): Language | undefined {
  return languageById.get(id);
}

/** True for a language with a parser here. */
export function hasParser(id: string): boolean {
  return languageById.has(id);
}

export type Parsers = (language: string) => Promise<Parse>;

const loaded = new Map<string, Promise<Parse>>();

/**
 * The parser of a language, shared by all who ask in this thread: a grammar that is loaded again takes its time again, and
 * room in the thread's WebAssembly table that is never given back. One that cannot be loaded is tried anew at the next call.
 */
export const parsers: Parsers = (id) => {
  let parse = loaded.get(id);
  if (parse === undefined) {
    parse = load(findLanguage(id));
    loaded.set(id, parse);
    parse.catch(() => loaded.delete(id));
  }
  return parse;
};

/** What finds embedded code, loaded at a language's first file; undefined for languages that hold none. */
export function createFinders(): (language: string) => Promise<FindEmbedded> | undefined {
  const loaded = new Map<string, Promise<FindEmbedded> | undefined>();
  return (id) => {
    if (!loaded.has(id)) loaded.set(id, languageById.get(id)?.loadEmbedded?.());
    return loaded.get(id);
  };
}

function load(language: Language): Promise<Parse> {
  const grammar = language.grammarFile === undefined ? undefined : readBinaryFile(grammarFile(language.id, language.grammarFile));
  const runtime = language.runtimeFile === undefined ? undefined : readBinaryFile(runtimeFile(language.runtimeFile));
  return language.load(grammar, runtime);
}
