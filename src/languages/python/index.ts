// The language record of Python.

import type { Language } from "../../syntax/language.ts";
import { modules } from "./modules.ts";
import { scopeRules } from "./scope-rules.ts";

/** Python 3.8 to 3.14, and what the grammar still reads of Python 2. */
export const language: Language = {
  id: "python",
  title: "Python",
  aliases: ["py", "python3"],
  extensions: [".py", ".pyi", ".pyw"],
  fileNames: ["SConstruct", "SConscript", "wscript"],
  interpreters: ["python", "python2", "python3"],
  lineComment: "#",
  grammarFile: "tree-sitter-python.wasm",
  runtimeFile: "web-tree-sitter/web-tree-sitter.wasm",
  scopeRules,
  modules,
  loadEmbedded: async () => (await import("./embedded.ts")).findEmbedded,
  load: async (grammar, runtime) => {
    if (grammar === undefined) throw new Error("The Python parser needs the bytes of its grammar");
    // The parser is loaded with the first file of the language, not with this record.
    const [{ loadGrammar }, { createParse }] = await Promise.all([import("../tree-sitter/runtime.ts"), import("./parse.ts")]);
    return createParse(await loadGrammar(grammar, runtime));
  },
};
