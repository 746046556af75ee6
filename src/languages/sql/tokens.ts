// Splits SQL into tokens: never fails, keeps exact offsets, leaves out comments and data that is no SQL.

import type { CommentRange, ParseProblem } from "../../syntax/tree.ts";
import { holeMark } from "../../syntax/embedded.ts";

export type TokenType = "word" | "quoted" | "string" | "number" | "parameter" | "hole" | "sign" | "end";

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** Words in lower case, quoted names and strings without their quotes, everything else as written. */
  readonly text: string;
  /** True for the first token of its line. */
  readonly isLineStart: boolean;
}

export interface ScannedSql {
  /** In source order; a statement's end is a token of type `end`. */
  readonly tokens: readonly Token[];
  readonly comments: readonly CommentRange[];
  readonly problems: readonly ParseProblem[];
}

const blank = /\s+/y;
const lineComment = /(?:--|#(?=[\s!#-]|$))[^\n\r]*/y;
const metaCommand = /\\[^\n\r]*/y;
const dollarQuote = /\$(?:[A-Za-z_]\w*)?\$/y;
const template = /\{\{[^]*?\}\}|\{%[^]*?%\}|\{#[^]*?#\}|[$#]\{[^{}]*\}/y;
const number = /0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const parameter = /%\(\w+\)[sdf]|%[sdf](?!\w)|\?\d*|:[A-Za-z_]\w*|\$\d+|@@?[\p{L}_$#]*[\w$#.]*/uy;
const word = new RegExp(`[\\p{L}_${holeMark}#][\\p{L}\\p{M}\\p{N}_$#${holeMark}]*`, "uy");
const signs = /<=>|->>|#>>|!~\*|!~~|~~\*|\?\||\?&|<@|@>|@@|@\?|->|#>|#-|::|:=|=>|<=|>=|<>|!=|==|\^=|\|\||&&|<<|>>|~\*|~~|!~|[^]/y;
const delimiterLine = /delimiter[ \t]+(\S+)[^\n\r]*/iy;
const goLine = /go(?:[ \t]+\d+)?[ \t]*(?=[\r\n]|$)/iy;
const dataEnd = /\r?\n\\\.(?=\r?\n|$)/g;

/** Reads the whole text. */
export function scanSql(text: string): ScannedSql {
  return new Scanner(text).scan();
}

class Scanner {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #comments: CommentRange[] = [];
  readonly #problems: ParseProblem[] = [];
  /** MySQL strings take backslashes; the standard's do not. A file with backquotes is MySQL's. */
  readonly #hasBackslashes: boolean;
  #at = 0;
  #isLineStart = true;
  #delimiter = ";";
  /** Index of the running statement's first token. */
  #statement = 0;

  constructor(text: string) {
    this.#text = text;
    this.#hasBackslashes = /`\w+`/.test(text);
  }

  scan(): ScannedSql {
    const text = this.#text;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
    while (this.#at < text.length) {
      const space = this.#match(blank);
      if (space !== undefined) {
        if (/[\n\r]/.test(space)) this.#isLineStart = true;
        this.#at += space.length;
        continue;
      }
      if (!this.#skipComment() && !(this.#isLineStart && this.#skipLine())) this.#readToken();
    }
    return { tokens: this.#tokens, comments: this.#comments, problems: this.#problems };
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0];
  }

  #skipComment(): boolean {
    const line = this.#match(lineComment);
    if (line !== undefined) return this.#comment(this.#at + line.length);
    if (!this.#text.startsWith("/*", this.#at)) return false;
    const close = this.#text.indexOf("*/", this.#at + 2);
    if (close < 0) this.#problem("A comment is not closed", this.#at, this.#text.length);
    return this.#comment(close < 0 ? this.#text.length : close + 2);
  }

  #comment(end: number): true {
    this.#comments.push({ start: this.#at, end });
    this.#at = end;
    return true;
  }

  /** Lines of the command-line clients: `\connect`, `DELIMITER //`, `GO`. */
  #skipLine(): boolean {
    const meta = this.#match(metaCommand);
    if (meta !== undefined) {
      this.#at += meta.length;
      return true;
    }
    delimiterLine.lastIndex = this.#at;
    const delimiter = delimiterLine.exec(this.#text);
    if (delimiter !== null) {
      this.#delimiter = delimiter[1]!;
      this.#at += delimiter[0].length;
      return true;
    }
    const go = this.#match(goLine);
    if (go === undefined) return false;
    this.#push("end", this.#at + go.length, "go");
    return true;
  }

  #readToken(): void {
    const text = this.#text;
    const at = this.#at;
    const first = text[at]!;
    if (text.startsWith(this.#delimiter, at)) return this.#endStatement(at + this.#delimiter.length);
    if (first === ";") return this.#endStatement(at + 1);
    if (first === "'") return this.#string(at);
    if (first === '"' || first === "`") return this.#quotedName(first);
    if (first === "[" && /^\[[\p{L}_@#][^[\]\n]*\]/u.test(text.slice(at, at + 130)) && !this.#isAfterValue()) return this.#quotedName("]");
    if (/^(?:[eE]|[nN]|[bBxX]|[uU]&)'/.test(text.slice(at, at + 3))) return this.#string(text.indexOf("'", at));
    const hole = this.#match(template);
    if (hole !== undefined) return this.#push("hole", at + hole.length, hole);
    const dollars = this.#match(dollarQuote);
    if (dollars !== undefined) return this.#dollarString(dollars);
    const digits = this.#match(number);
    if (digits !== undefined) return this.#push("number", at + digits.length, digits.toLowerCase());
    const letters = this.#match(word);
    if (letters !== undefined) {
      const isHole = letters.replaceAll(holeMark, "") === "";
      return this.#push(isHole ? "hole" : "word", at + letters.length, letters.toLowerCase());
    }
    const place = text.startsWith("::", at) ? undefined : this.#match(parameter);
    if (place !== undefined && !/^@[>?@]?$/.test(place)) return this.#push("parameter", at + place.length, place);
    const sign = this.#match(signs)!;
    this.#push("sign", at + sign.length, sign);
  }

  /** `[` behind a value is a subscript, elsewhere it opens a name. */
  #isAfterValue(): boolean {
    const before = this.#tokens.at(-1);
    if (before === undefined || before.end !== this.#at) return false;
    return before.type === "word" || before.type === "quoted" || before.text === ")" || before.text === "]";
  }

  #string(quote: number): void {
    const text = this.#text;
    const hasEscapes = this.#hasBackslashes || /[eE]/.test(text[this.#at]!);
    let at = quote + 1;
    for (; at < text.length; at++) {
      if (text[at] === "\\" && (hasEscapes || this.#isApostrophe(quote, at))) at++;
      else if (text[at] === "'") {
        if (text[at + 1] !== "'") break;
        at++;
      }
    }
    if (at >= text.length) this.#problem("A string is not closed", this.#at, text.length);
    const end = Math.min(text.length, at + 1);
    this.#push("string", end, text.slice(quote + 1, Math.min(at, text.length)).replaceAll("''", "'"));
  }

  /** `it\'s`: where the database is not known, letters on both sides show that the string goes on. */
  #isApostrophe(quote: number, at: number): boolean {
    return at > quote + 1 && this.#text[at + 1] === "'" && /^\w$/.test(this.#text[at - 1]!) && /^\w$/.test(this.#text[at + 2] ?? "");
  }

  #quotedName(close: string): void {
    const text = this.#text;
    let at = this.#at + 1;
    for (; at < text.length; at++) {
      if (text[at] !== close) continue;
      if (text[at + 1] !== close || close === "]") break;
      at++;
    }
    if (at >= text.length) this.#problem("A quoted name is not closed", this.#at, text.length);
    this.#push("quoted", Math.min(text.length, at + 1), text.slice(this.#at + 1, at).replaceAll(close + close, close));
  }

  #dollarString(tag: string): void {
    const from = this.#at + tag.length;
    const close = this.#text.indexOf(tag, from);
    if (close < 0) this.#problem("A string is not closed", this.#at, this.#text.length);
    this.#push("string", close < 0 ? this.#text.length : close + tag.length, this.#text.slice(from, close < 0 ? undefined : close));
  }

  #endStatement(end: number): void {
    const words = this.#tokens.slice(this.#statement, this.#statement + 1);
    const isCopy = words[0]?.text === "copy" && this.#tokens.at(-1)?.text !== "copy" && this.#readsStandardInput();
    this.#push("end", end, ";");
    if (!isCopy) return;
    // The rows of `COPY … FROM stdin` follow, up to a line with a backslash and a full stop.
    dataEnd.lastIndex = end;
    const close = dataEnd.exec(this.#text);
    this.#at = close === null ? this.#text.length : close.index + close[0].length;
  }

  #readsStandardInput(): boolean {
    for (let index = this.#tokens.length - 1; index > this.#statement; index--) {
      if (this.#tokens[index]!.text === "stdin") return true;
    }
    return false;
  }

  #push(type: TokenType, end: number, text: string): void {
    this.#tokens.push({ type, start: this.#at, end, text, isLineStart: this.#isLineStart });
    this.#at = Math.max(end, this.#at + 1);
    this.#isLineStart = false;
    if (type === "end") this.#statement = this.#tokens.length;
  }

  #problem(message: string, start: number, end: number): void {
    this.#problems.push({ message, start, end, isFatal: false });
  }
}
