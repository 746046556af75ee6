// TypeScript and TSX: the language record.

import type { Language } from "../../syntax/language.ts";
import { estimateNesting } from "../../syntax/nesting.ts";
import { typescriptModules } from "../javascript/modules.ts";
import type { Reading } from "../javascript/read-once.ts";
import { scriptScopeRules } from "../javascript/scope-rules.ts";

const plain: readonly Reading[] = [
  { lang: "ts", sourceType: "unambiguous" },
  { lang: "ts", sourceType: "commonjs" },
  { lang: "ts", sourceType: "script" },
];
const withJsx: readonly Reading[] = [
  { lang: "tsx", sourceType: "unambiguous" },
  { lang: "tsx", sourceType: "commonjs" },
  { lang: "ts", sourceType: "unambiguous" },
];
const declarations: readonly Reading[] = [{ lang: "dts", sourceType: "unambiguous" }, ...plain];

/** How a TypeScript file may be understood, best guess first. */
export function readingsFor(path: string): readonly Reading[] {
  if (/\.d(\.[^./\\]+)?\.[cm]?ts$/i.test(path)) return declarations;
  return /\.tsx$/i.test(path) ? withJsx : plain;
}

export const language: Language = {
  id: "typescript",
  title: "TypeScript",
  aliases: ["ts", "tsx"],
  extensions: [".ts", ".mts", ".cts", ".tsx"],
  fileNames: [],
  interpreters: ["deno", "tsx", "ts-node"],
  lineComment: "//",
  scopeRules: scriptScopeRules,
  modules: typescriptModules,
  hasTypes: true,
  nestingOf: (text, path) => estimateNesting(text, { hasJsx: /\.tsx$/i.test(path) }),
  loadEmbedded: async () => (await import("../javascript/embedded.ts")).findEmbedded,
  // The parser is loaded with the first file of the language, not with this record.
  load: async () => (await import("../javascript/parse.ts")).createParse("typescript", readingsFor),
};
