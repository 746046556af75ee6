// JavaScript and JSX: the language record.

import type { Language } from "../../syntax/language.ts";
import { estimateNesting } from "../../syntax/nesting.ts";
import { modules } from "./modules.ts";
import type { Reading } from "./read-once.ts";
import { scriptScopeRules } from "./scope-rules.ts";

/** Plain `.js` first; then what real files also hold: sloppy scripts, top-level `return`, type annotations. */
const readings: readonly Reading[] = [
  { lang: "jsx", sourceType: "unambiguous" },
  { lang: "jsx", sourceType: "commonjs" },
  { lang: "jsx", sourceType: "script" },
  { lang: "tsx", sourceType: "unambiguous" },
  { lang: "ts", sourceType: "unambiguous" },
];
const moduleReadings: readonly Reading[] = [{ lang: "jsx", sourceType: "module" }, ...readings];
const commonReadings: readonly Reading[] = [{ lang: "jsx", sourceType: "commonjs" }, ...readings];

/** How a JavaScript file may be understood, best guess first. */
export function readingsFor(path: string): readonly Reading[] {
  if (/\.mjs$/i.test(path)) return moduleReadings;
  return /\.cjs$/i.test(path) ? commonReadings : readings;
}

export const language: Language = {
  id: "javascript",
  title: "JavaScript",
  aliases: ["js", "jsx", "ecmascript"],
  extensions: [".js", ".mjs", ".cjs", ".jsx"],
  fileNames: [],
  interpreters: ["node", "nodejs", "bun"],
  lineComment: "//",
  scopeRules: scriptScopeRules,
  modules,
  nestingOf: (text) => estimateNesting(text, { hasJsx: true }),
  loadEmbedded: async () => (await import("./embedded.ts")).findEmbedded,
  // The parser is loaded with the first file of the language, not with this record.
  load: async () => (await import("./parse.ts")).createParse("javascript", readingsFor),
};
