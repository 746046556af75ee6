// Parses a text as the language that its file name tells, for the tests of this folder.

import { readFileSync } from "node:fs";
import { grammarFile, runtimeFile } from "../../../../src/api/build-files.ts";
import { languages } from "../../../../src/languages/registry.generated.ts";
import { createLanguageFinder } from "../../../../src/source/languages-by-name.ts";
import type { SyntaxTree } from "../../../../src/syntax/tree.ts";

const finder = createLanguageFinder(languages);

export async function parseAs(path: string, text: string): Promise<SyntaxTree> {
  const language = languages.find((entry) => entry.id === finder.byName(path));
  if (language === undefined) throw new Error(`No language is known for ${path}`);
  const grammar = language.grammarFile === undefined ? undefined : readFileSync(grammarFile(language.id, language.grammarFile));
  const runtime = language.runtimeFile === undefined ? undefined : readFileSync(runtimeFile(language.runtimeFile));
  return (await language.load(grammar, runtime))(text, path);
}
