// The language record of Vue's single-file components, for the scripts in them.

import type { Language } from "../../syntax/language.ts";

export const language: Language = {
  id: "vue",
  title: "Vue",
  aliases: [],
  extensions: [".vue"],
  fileNames: [],
  interpreters: [],
  lineComment: "<!--",
  scopeRules: { opens: new Map(), binding: "explicit", isClassScopeVisibleInside: true, builtins: new Set() },
  holdsPrograms: "in-text",
  loadEmbedded: async () => (await import("./embedded.ts")).findEmbedded,
  load: async () => (await import("../markup/parse.ts")).createMarkupParse("vue"),
};
