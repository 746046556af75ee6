// Finds the scripts of a Vue component.

import { type EmbeddedCode, EmbeddedText } from "../../syntax/embedded.ts";
import type { FindEmbedded } from "../../syntax/language.ts";
import { type ScriptElement, readScripts } from "../markup/read-scripts.ts";

const languages: ReadonlyMap<string, { readonly language: string; readonly ending: string }> = new Map(
  [
    ["", "javascript", ".mjs"],
    ["js", "javascript", ".mjs"],
    ["javascript", "javascript", ".mjs"],
    ["jsx", "javascript", ".jsx"],
    ["ts", "typescript", ".ts"],
    ["typescript", "typescript", ".ts"],
    ["tsx", "typescript", ".tsx"],
  ].map(([lang, language, ending]) => [lang!, { language: language!, ending: ending! }]),
);

export const findEmbedded: FindEmbedded = (tree) => {
  const { scripts } = readScripts(tree.text);
  const outside = outsideOf(tree.text, scripts);
  return scripts.flatMap((script): EmbeddedCode[] => {
    const language = languages.get((script.attributes.get("lang") ?? "").toLowerCase());
    if (language === undefined || tree.text.slice(script.start, script.end).trim() === "") return [];
    const out = new EmbeddedText(tree.text).copy(script.start, script.end);
    const used = script.attributes.has("setup") ? usedOutside(out.text, outside) : [];
    // What a template uses is used: the component's compiler binds them, so the program says so here.
    if (used.length > 0) out.put(`\n;[${used.join(", ")}];`, script.end, script.end);
    return [{ ...language, text: out.text, origin: out.origin(), isProgram: true, isEditable: true }];
  });
};

function outsideOf(text: string, scripts: readonly ScriptElement[]): string {
  let outside = "";
  let at = 0;
  for (const script of scripts) {
    outside += text.slice(at, script.start);
    at = script.end;
  }
  return outside + text.slice(at);
}

const importClause = /^[ \t]*import\s+(?!type\b)([^"';]+?)\s+from\s*["']/gm;

/** Names that a script imports and the rest of the component mentions, as `MyButton` or `my-button`. */
function usedOutside(script: string, outside: string): string[] {
  const words = new Set(outside.match(/[\w$-]+/g) ?? []);
  const names = [...script.matchAll(importClause)].flatMap((found) => found[1]!.replace(/\btype\s+[\w$]+|[\w$]+\s+as\b|\*\s*as\b/g, "").match(/[\w$]+/g) ?? []);
  const isUsed = (name: string): boolean => words.has(name) || words.has(toKebab(name)) || words.has(`v-${toKebab(name).replace(/^v-/, "")}`);
  return [...new Set(names)].filter(isUsed);
}

function toKebab(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
}
