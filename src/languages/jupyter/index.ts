// The language record of Jupyter notebooks, for the code in their cells.

import type { Language } from "../../syntax/language.ts";

export const language: Language = {
  id: "jupyter",
  title: "Jupyter notebook",
  aliases: ["ipynb", "notebook"],
  extensions: [".ipynb"],
  fileNames: [],
  interpreters: [],
  lineComment: "#",
  scopeRules: { opens: new Map(), binding: "explicit", isClassScopeVisibleInside: true, builtins: new Set() },
  holdsPrograms: "in-data",
  loadEmbedded: async () => (await import("./embedded.ts")).findEmbedded,
  load: async () => (await import("./parse.ts")).parseNotebook,
};
