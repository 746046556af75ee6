// The language record of Bash.

import type { Language } from "../../syntax/language.ts";
import { scopeRules } from "./scope-rules.ts";

/** Bash, and the scripts of the shells that it grew from. */
export const language: Language = {
  id: "bash",
  title: "Bash",
  aliases: ["sh", "shell"],
  extensions: [".sh", ".bash", ".bats", ".ksh"],
  fileNames: [".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases", ".profile"],
  interpreters: ["bash", "sh", "dash", "ash", "ksh"],
  lineComment: "#",
  grammarFile: "tree-sitter-bash.wasm",
  runtimeFile: "web-tree-sitter/web-tree-sitter.wasm",
  scopeRules,
  isGrammarPartial: true,
  loadEmbedded: async () => (await import("./embedded.ts")).findEmbedded,
  load: async (grammar, runtime) => {
    if (grammar === undefined) throw new Error("The Bash parser needs the bytes of its grammar");
    // The parser is loaded with the first file of the language, not with this record.
    const [{ loadGrammar }, { createParse }] = await Promise.all([import("../tree-sitter/runtime.ts"), import("./parse.ts")]);
    return createParse(await loadGrammar(grammar, runtime));
  },
};
