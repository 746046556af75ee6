// Loads the Python parser for tests, with the committed grammar and the installed runtime.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { language } from "../../../../src/languages/python/index.ts";
import type { Parse } from "../../../../src/syntax/language.ts";

/** The parse function as the pipeline gets it. */
export function loadPython(): Promise<Parse> {
  const grammar = new URL(`../../../../src/languages/python/grammar/${language.grammarFile}`, import.meta.url);
  const runtime = createRequire(import.meta.url).resolve(language.runtimeFile!);
  return language.load(readFileSync(grammar), readFileSync(runtime));
}
