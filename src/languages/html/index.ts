// The language record of HTML: pages, for the scripts in them.

import type { Language } from "../../syntax/language.ts";

export const language: Language = {
  id: "html",
  title: "HTML",
  aliases: ["htm"],
  extensions: [".html", ".htm", ".xhtml"],
  fileNames: [],
  interpreters: [],
  lineComment: "<!--",
  scopeRules: { opens: new Map(), binding: "explicit", isClassScopeVisibleInside: true, builtins: new Set() },
  // Pages are often templates, whose marks inside scripts no parser of JavaScript knows.
  isGrammarPartial: true,
  holdsPrograms: "in-text",
  loadEmbedded: async () => (await import("./embedded.ts")).findEmbedded,
  load: async () => (await import("../markup/parse.ts")).createMarkupParse("html"),
};
