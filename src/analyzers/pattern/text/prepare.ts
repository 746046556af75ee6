// Turns the text of a pattern into text that the language's own parser reads, with placeholders for what it does not.

import { type State, remember } from "./lexer-state.ts";
import { type BracketKind, type PatternLexis, deepName, metavariablePrefix, sequencePrefix } from "./lexis.ts";
import { writeTyped } from "./typed-metavariables.ts";

/** A pattern ready for the parser. */
export interface PreparedPattern {
  readonly code: string;
  /** Typed metavariables by placeholder. */
  readonly typed: ReadonlyMap<string, { readonly name: string; readonly typeText: string }>;
}

const metavariable = /\$(\.\.\.)?([A-Z_][A-Z_0-9]*)/y;
const wordPattern = /[\p{L}\p{N}_$]+/uy;

/** Rewrites one pattern. `attempt` chooses among the ways in which the language may write `...`. */
export function preparePattern(text: string, lexis: PatternLexis, attempt = 0): PreparedPattern {
  const state: State = {
    text, lexis, attempt, at: 0, out: "", previous: "", previousEnd: 0, words: [], brackets: [], closedWord: "", typed: new Map(),
  };
  while (state.at < text.length) step(state);
  return { code: state.out, typed: state.typed };
}

function step(state: State): void {
  const { text, at } = state;
  const char = text[at]!;
  if (/\s/.test(char)) {
    copy(state, 1);
    return;
  }
  if (skipComment(state)) return;
  if (text.startsWith("<...", at)) return openDeep(state);
  if (text.startsWith("...>", at) && state.brackets.at(-1)?.closer === "...>") return closeDeep(state);
  if (text.startsWith("...", at)) return writeEllipsis(state);
  if (char === "$" && writeMetavariable(state)) return;
  if (char === '"' || char === "'") return copyString(state, char, "");
  if (char === "`" && state.lexis.hasTemplates) return copyTemplate(state);
  if (char === "/" && state.lexis.hasRegexLiterals && startsRegex(state)) return copyRegex(state);
  wordPattern.lastIndex = at;
  const word = wordPattern.exec(text)?.[0];
  if (word !== undefined) return copyWord(state, word);
  copySign(state, char);
}

function copy(state: State, length: number): void {
  state.out += state.text.slice(state.at, state.at + length);
  state.at += length;
}

function skipComment(state: State): boolean {
  const { text, at, lexis } = state;
  if (text.startsWith(lexis.lineComment, at)) {
    const end = text.indexOf("\n", at);
    copy(state, (end < 0 ? text.length : end) - at);
    return true;
  }
  if (lexis.hasBlockComments && text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at);
    copy(state, (end < 0 ? text.length : end + 2) - at);
    return true;
  }
  return false;
}

function openDeep(state: State): void {
  state.brackets.push({ kind: "paren", closer: "...>", word: deepName, sourceStart: state.at });
  state.out += `${deepName}(`;
  state.at += 4;
  remember(state, "(");
}

function closeDeep(state: State): void {
  state.brackets.pop();
  state.out += ")";
  state.at += 4;
  remember(state, ")");
}

function writeEllipsis(state: State): void {
  const { text, at } = state;
  const bracket = state.brackets.at(-1);
  const rest = text.slice(at + 3);
  const place = {
    bracket: bracket?.kind ?? "top",
    previous: state.previous,
    next: /\S/.exec(rest)?.[0] ?? "",
    startsLine: state.previous === "" || text.slice(state.previousEnd, at).includes("\n"),
    endsLine: /^[ \t]*(\n|$)/.test(rest),
    closesAfterName: /^[\w$.]+\s*\}/.test(rest),
    hasSpread: bracket !== undefined && text.slice(bracket.sourceStart).includes("**"),
    hasColon: bracket !== undefined && hasOwnColon(text, bracket.sourceStart),
  };
  const isSpread = /^[\p{L}_$([{]|^\s*[+!~]|^\s*-(?!>)/u.test(rest);
  const code = state.lexis.writeEllipsis({ ...place, next: isSpread ? `adjacent:${place.next}` : place.next }, state.attempt);
  state.out += code;
  state.at += 3;
  remember(state, code.endsWith(";") ? ";" : "...");
  if (code.endsWith(";")) state.words = [];
}

function hasOwnColon(text: string, open: number): boolean {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at]!;
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && --depth === 0) return false;
    else if (char === ":" && depth === 1) return true;
  }
  return false;
}

function writeMetavariable(state: State): boolean {
  metavariable.lastIndex = state.at;
  const match = metavariable.exec(state.text);
  if (match === null || /[a-z]/.test(state.text[metavariable.lastIndex] ?? "")) return false;
  const name = match[0];
  const after = state.at + name.length;
  if (match[1] === undefined && writeTyped(state, name, after)) return true;
  if (match[1] !== undefined) state.out += sequencePrefix + match[2]!;
  else state.out += state.lexis.hasDollarNames ? name : metavariablePrefix + match[2]!;
  state.at = after;
  state.words.push(name);
  remember(state, name);
  return true;
}

function copyString(state: State, quote: string, prefix: string): void {
  const { text, lexis } = state;
  const start = state.at;
  const delimiter = lexis.hasTripleQuotes && text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  const isFormat = lexis.hasFormatStrings && /f/i.test(prefix);
  copy(state, delimiter.length);
  while (state.at < text.length && !text.startsWith(delimiter, state.at)) {
    if (text[state.at] === "\\") copy(state, 2);
    else if (isFormat && text.startsWith("{{", state.at)) copy(state, 2);
    else if (isFormat && text[state.at] === "{") copyHole(state, "}");
    else copy(state, 1);
  }
  copy(state, delimiter.length);
  remember(state, '"');
}

function copyTemplate(state: State): void {
  copy(state, 1);
  while (state.at < state.text.length && state.text[state.at] !== "`") {
    if (state.text[state.at] === "\\") copy(state, 2);
    else if (state.text.startsWith("${", state.at)) {
      copy(state, 1);
      copyHole(state, "}");
    } else copy(state, 1);
  }
  copy(state, 1);
  remember(state, '"');
}

/** Copies `{ … }` of a template, rewriting what is inside. */
function copyHole(state: State, closer: string): void {
  const depth = state.brackets.length;
  state.brackets.push({ kind: "hole", closer, word: "", sourceStart: state.at });
  copy(state, 1);
  remember(state, "(");
  while (state.at < state.text.length && state.brackets.length > depth) step(state);
}

/** Not the slash of a closing tag. */
function startsRegex(state: State): boolean {
  if (state.text[state.at - 1] === "<") return false;
  return state.previous === "" || /^[(,=:[!&|?{};+\-*%<>~^]$|^(return|typeof|case|in|of|void|delete|throw|=>)$/.test(state.previous);
}

function copyRegex(state: State): void {
  let inClass = false;
  copy(state, 1);
  while (state.at < state.text.length && state.text[state.at] !== "\n") {
    const char = state.text[state.at]!;
    if (char === "\\") {
      copy(state, 2);
      continue;
    }
    copy(state, 1);
    if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) break;
  }
  while (/[a-z]/.test(state.text[state.at] ?? "")) copy(state, 1);
  remember(state, '"');
}

function copyWord(state: State, word: string): void {
  const next = state.text[state.at + word.length];
  copy(state, word.length);
  if ((next === '"' || next === "'") && state.lexis.hasFormatStrings && /^[a-zA-Z]{1,2}$/.test(word)) {
    return copyString(state, next, word);
  }
  state.words.push(word);
  remember(state, word);
}

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function copySign(state: State, char: string): void {
  const closer = closers[char];
  if (closer !== undefined) return openBracket(state, char, closer);
  if (char === ")" || char === "]" || char === "}") {
    const open = state.brackets.at(-1)?.closer === char ? state.brackets.pop() : undefined;
    state.closedWord = open?.word ?? "";
    copy(state, 1);
    remember(state, char);
    if (char === "}" && open?.kind !== "object") state.words = [];
    return;
  }
  const sign = state.text.startsWith("=>", state.at) ? "=>" : char;
  copy(state, sign.length);
  remember(state, sign);
  if (char === ";") state.words = [];
}

function openBracket(state: State, char: string, closer: string): void {
  const outer = state.brackets.at(-1)?.kind ?? "top";
  const word = /^[\p{L}\p{N}_$]+$/u.test(state.previous) || state.previous === ")" || state.previous === "]" ? state.previous : "";
  let kind: BracketKind = "paren";
  if (char === "[") kind = "square";
  else if (char === "(") kind = state.previous === "for" ? "for-paren" : "paren";
  else {
    kind = state.lexis.braceKind({
      previous: state.previous, statementWords: state.words, wordBeforeParenthesis: state.closedWord, outer,
    });
  }
  state.brackets.push({ kind, closer, word, sourceStart: state.at });
  copy(state, 1);
  if (kind !== "paren" && kind !== "square" && kind !== "for-paren") state.words = [];
  remember(state, char);
}
