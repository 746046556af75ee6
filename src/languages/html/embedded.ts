// Finds the scripts of a page.

import { EmbeddedText, templateGap } from "../../syntax/embedded.ts";
import type { FindEmbedded } from "../../syntax/language.ts";
import { type ScriptElement, readScripts } from "../markup/read-scripts.ts";

/** What `type` says: the language, and the name's ending that its parser reads it by. JSON, import maps and templates are none. */
const types: ReadonlyMap<string, { readonly language: string; readonly ending: string }> = new Map(
  [
    ["", "javascript", ".js"],
    ["text/javascript", "javascript", ".js"],
    ["application/javascript", "javascript", ".js"],
    ["application/x-javascript", "javascript", ".js"],
    ["text/ecmascript", "javascript", ".js"],
    ["module", "javascript", ".mjs"],
    ["text/babel", "javascript", ".jsx"],
    ["text/jsx", "javascript", ".jsx"],
    ["text/typescript", "typescript", ".ts"],
    ["text/x-typescript", "typescript", ".ts"],
    ["application/typescript", "typescript", ".ts"],
    ["text/tsx", "typescript", ".tsx"],
  ].map(([type, language, ending]) => [type!, { language: language!, ending: ending! }]),
);

/** Marks of templates: `{{ x }}` stands for a value, the others for nothing. */
const templateMark = /\{\{[^]*?\}\}|\{%[^]*?%\}|\{#[^]*?#\}|<%=[^]*?%>|<\?=[^]*?\?>|<%[^]*?%>|<\?[^]*?\?>/g;

export const findEmbedded: FindEmbedded = (tree) =>
  readScripts(tree.text).scripts.flatMap((script) => {
    const type = types.get((script.attributes.get("type") ?? "").trim().toLowerCase());
    if (type === undefined || tree.text.slice(script.start, script.end).trim() === "") return [];
    const { text, origin } = readScript(tree.text, script);
    return [{ ...type, text: text.text, origin, isProgram: true, isEditable: true }];
  });

function readScript(text: string, script: ScriptElement): { readonly text: EmbeddedText; readonly origin: ReturnType<EmbeddedText["origin"]> } {
  const out = new EmbeddedText(text);
  let at = script.start;
  for (const mark of text.slice(script.start, script.end).matchAll(templateMark)) {
    const start = script.start + mark.index;
    const end = start + mark[0].length;
    out.copy(at, start).put(/^(?:\{\{|<%=|<\?=)/.test(mark[0]) ? "_" : templateGap, start, end);
    at = end;
  }
  out.copy(at, script.end);
  return { text: out, origin: out.origin() };
}
