// Names code that comes without a file: the name tells the language to everything behind the doors.

import { basename } from "node:path";
import { languages } from "../languages/registry.generated.ts";
import { AssayError } from "../model/errors.ts";
import { createLanguageFinder } from "../source/languages-by-name.ts";

const finder = createLanguageFinder(languages);
const byName = new Map(languages.flatMap((language) => [language.id, ...language.aliases].map((name) => [name, language] as const)));

/** Ids of the languages that can be analysed. */
export const analysedLanguages: readonly string[] = languages.map(({ id }) => id);

/** `snippet.py` for `python` or `py`. Throws `language-unknown`. */
export function snippetName(language: string): string {
  const name = language.toLowerCase();
  const ending = languages.flatMap(({ extensions }) => extensions).find((extension) => extension === `.${name}`);
  const known = byName.get(name);
  if (known !== undefined || ending !== undefined) return `snippet${ending ?? known?.extensions[0] ?? ""}`;
  throw unknown(language);
}

/** The language that a file name tells. Throws `language-unknown`. */
export function languageOfFileName(fileName: string): string {
  const language = finder.byName(basename(fileName));
  if (language === undefined) throw unknown(fileName);
  return language;
}

function unknown(name: string): AssayError {
  return new AssayError({
    code: "language-unknown",
    message: `${JSON.stringify(name.slice(0, 100))} names no language that can be analysed.`,
    nextStep: `Use one of: ${analysedLanguages.join(", ")}.`,
  });
}
