// All languages that can be run, by id and alias.
import { AssayError } from "../../model/errors.ts";
import { bash } from "./bash.ts";
import { javascript } from "./javascript.ts";
import type { LanguageSupport } from "./language-support.ts";
import { python } from "./python.ts";
import { sql } from "./sql.ts";
import { typescript } from "./typescript.ts";

/** The languages in the order in which they are shown. */
export const RUN_LANGUAGES: readonly LanguageSupport[] = [python, javascript, typescript, bash, sql];

const languageByName: ReadonlyMap<string, LanguageSupport> = new Map(
  RUN_LANGUAGES.flatMap((language) => [language.id, ...language.aliases].map((name) => [name, language] as const)),
);

/** The language of that id or alias. Throws `language-unknown`. */
export function findRunLanguage(name: string): LanguageSupport {
  const language = languageByName.get(name.toLowerCase());
  if (language !== undefined) return language;
  throw new AssayError({
    code: "language-unknown",
    message: `No language ${JSON.stringify(name.slice(0, 100))} can be run.`,
    nextStep: `Use one of: ${RUN_LANGUAGES.map((known) => known.id).join(", ")}.`,
  });
}
