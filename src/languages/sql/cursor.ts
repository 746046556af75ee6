// Where the parser of SQL stands among the tokens of one file, and the small steps that all its parts take.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { ParseProblem } from "../../syntax/tree.ts";
import { type Draft, adopt, newDraft } from "./draft.ts";
import type { Token } from "./tokens.ts";

/** Queries and parentheses nest no deeper than this; what is deeper is kept as text. */
export const deepestNesting = 120;

export class Cursor {
  readonly tokens: readonly Token[];
  readonly problems: ParseProblem[];
  at = 0;
  /** Open parentheses and queries. */
  depth = 0;
  readonly #endOfText: Token;

  constructor(tokens: readonly Token[], problems: ParseProblem[], length: number) {
    this.tokens = tokens;
    this.problems = problems;
    this.#endOfText = { type: "end", start: length, end: length, text: "", isLineStart: true };
  }

  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? this.#endOfText;
  }

  next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  get isDone(): boolean {
    return this.at >= this.tokens.length;
  }

  get isAtEnd(): boolean {
    return this.peek().type === "end";
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === "sign" && token.text === text;
  }

  isWord(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === "word" && token.text === text;
  }

  isOneOf(words: ReadonlySet<string>, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === "word" && words.has(token.text);
  }

  /** Steps over the words if they stand here in this order. */
  takeWords(...words: readonly string[]): boolean {
    if (!words.every((text, index) => this.isWord(text, index))) return false;
    this.at += words.length;
    return true;
  }

  takeSign(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.at++;
    return true;
  }

  /** Where the token before this one ends. */
  get lastEnd(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  problem(message: string, start: number, end: number): void {
    this.problems.push({ message, start, end, isFatal: false });
  }

  /** A node without children, made of the token here. */
  leaf(kind: Kind, name?: string, flags = 0): Draft {
    const token = this.next();
    return newDraft(kind, token.start, token.end, name ?? token.text, flags);
  }

  /** Whatever stands here as a leaf; undefined for a sign, which says nothing by itself. */
  anyLeaf(): Draft | undefined {
    switch (this.peek().type) {
      case "string":
        return this.leaf(Kind.String);
      case "number":
        return this.leaf(Kind.Number);
      case "quoted":
        return this.leaf(Kind.Name);
      case "hole":
        return this.leaf(Kind.Interpolation, "");
      case "parameter":
        return this.leaf(Kind.SqlNode, "parameter");
      case "word":
        return this.leaf(Kind.Word);
      default:
        this.at++;
        return undefined;
    }
  }

  /** Tokens up to the parenthesis that closes the one before, or the statement's end, as leaves below `owner`. */
  skipBalanced(owner: Draft): void {
    let open = 1;
    while (!this.isAtEnd) {
      if (this.isSign("(")) open++;
      else if (this.isSign(")") && --open === 0) return;
      adopt(owner, Role.Child, this.anyLeaf());
    }
  }
}
