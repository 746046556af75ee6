// Finds typed metavariables, `($X: T)`, in the text of a pattern.

import { typedPrefix } from "./lexis.ts";
import { type OpenBracket, type State, remember } from "./lexer-state.ts";

export function writeTyped(state: State, name: string, after: number): boolean {
  const { lexis, text } = state;
  const bracket = state.brackets.at(-1);
  const colon = /^\s*:(?![:=])\s*/.exec(text.slice(after));
  if (colon === null || bracket === undefined || bracket.kind !== "paren" || lexis.typedMetavariables === "none") return false;
  if (state.previous !== "(" && state.previous !== ",") return false;
  if (lexis.typedMetavariables === "parenthesised" && !isTypedParenthesis(state, bracket)) return false;
  if (lexis.typedMetavariables === "argument" && (bracket.word === "" || state.words.includes("def") || state.words.includes("lambda"))) return false;
  const typeStart = after + colon[0].length;
  const typeEnd = endOfType(text, typeStart);
  const placeholder = `${typedPrefix}${state.typed.size}`;
  state.typed.set(placeholder, { name, typeText: text.slice(typeStart, typeEnd).trim() });
  state.out += placeholder;
  state.at = typeEnd;
  remember(state, name);
  return true;
}

function isTypedParenthesis(state: State, bracket: OpenBracket): boolean {
  if (state.previous !== "(") return false;
  const isKeyword = /^(return|await|in|of|typeof|case|yield|throw|new|void|delete)$/.test(bracket.word);
  if (bracket.word !== "" && !isKeyword) return false;
  const close = endOfType(state.text, state.at);
  return state.text[close] === ")" && !/^\s*(=>|\{)/.test(state.text.slice(close + 1)) ;
}

/** The offset of the `,` or closing bracket that ends a type. */
function endOfType(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if ("([{<".includes(char)) depth++;
    else if (")]}>".includes(char)) {
      if (depth === 0) return at;
      if (!(char === ">" && text[at - 1] === "=")) depth--;
    } else if (depth === 0 && (char === "," || char === "=")) return at;
  }
  return text.length;
}
