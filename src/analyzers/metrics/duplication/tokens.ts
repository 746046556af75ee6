// Turns a tree and its text into tokens for clone search: names all alike, everything else by its text.

import { Kind, kindCount } from "../../../syntax/kinds.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import type { LineTable } from "../lines.ts";

/** Tokens of one file. Plain arrays of numbers: they cross threads. */
export interface TokenStream {
  /** What the token is: `nameToken` for every name, else a hash of its text. */
  readonly codes: Uint32Array;
  /** For names the hash of the name, else 0: tells a renamed clone from an exact one. */
  readonly names: Uint32Array;
  /** 1-based line of each token. */
  readonly lines: Uint32Array;
}

/** The code of every name. */
export const nameToken = 1;

const asName = 1;
const asLiteral = 2;
const sorts = new Uint8Array(kindCount);
sorts[Kind.Name] = asName;
sorts[Kind.PrivateName] = asName;
for (const kind of [Kind.String, Kind.StringPart, Kind.Number, Kind.Regex, Kind.JsxText]) sorts[kind] = asLiteral;

/** Comments, docstrings and white space are no tokens. What stands between names and literals is read as words and single signs. */
export function tokenise(tree: SyntaxTree, lines: LineTable): TokenStream {
  const writer = new TokenWriter(tree, lines);
  const nameHashes = new Uint32Array(tree.names.length);
  for (let node = 1; node < tree.size; node++) {
    const sort = sorts[tree.kind[node]!]!;
    const start = tree.start[node]!;
    if (sort === 0 || start < writer.cursor || tree.end[node] === start) continue;
    writer.readSigns(start);
    if (isBareString(tree, node)) {
      writer.cursor = tree.end[node]!;
      continue;
    }
    const name = tree.name[node]!;
    if (nameHashes[name] === 0) nameHashes[name] = hashText(tree.names[name]!, 0, tree.names[name]!.length);
    writer.add(sort === asName ? nameToken : nameHashes[name]!, sort === asName ? nameHashes[name]! : 0, start);
    // A name may carry its type annotation: it ends where its own letters end.
    writer.cursor = sort === asName ? start + nameLength(tree, node) : tree.end[node]!;
  }
  writer.readSigns(tree.text.length);
  return writer.stream();
}

/** A string that is a statement by itself says something to readers only. */
function isBareString(tree: SyntaxTree, node: number): boolean {
  return tree.kind[node] === Kind.String && tree.kind[tree.parent[node]!] === Kind.ExpressionStatement;
}

function nameLength(tree: SyntaxTree, node: number): number {
  const length = tree.names[tree.name[node]!]!.length;
  return Math.max(1, Math.min(length, tree.end[node]! - tree.start[node]!));
}

class TokenWriter {
  readonly #text: string;
  readonly #comments: SyntaxTree["comments"];
  readonly #lines: LineTable;
  #comment = 0;
  #line = 1;
  #codes = new Uint32Array(1024);
  #names = new Uint32Array(1024);
  #lineOf = new Uint32Array(1024);
  #count = 0;
  /** Everything before it has been read. */
  cursor = 0;

  constructor(tree: SyntaxTree, lines: LineTable) {
    this.#text = tree.text;
    this.#comments = tree.comments;
    this.#lines = lines;
  }

  add(code: number, name: number, offset: number): void {
    if (this.#count === this.#codes.length) this.#grow();
    while (this.#lines.startOf(this.#line + 1) <= offset) this.#line++;
    this.#codes[this.#count] = code;
    this.#names[this.#count] = name;
    this.#lineOf[this.#count] = this.#line;
    this.#count++;
  }

  /** Reads words and signs up to an offset. */
  readSigns(end: number): void {
    let at = this.cursor;
    while (at < end) {
      const unit = this.#text.charCodeAt(at);
      if (unit <= 0x20) {
        at++;
        continue;
      }
      while (this.#comment < this.#comments.length && this.#comments[this.#comment]!.end <= at) this.#comment++;
      const comment = this.#comments[this.#comment];
      if (comment !== undefined && comment.start <= at) {
        at = comment.end;
        continue;
      }
      const start = at++;
      if (isWordUnit(unit)) while (at < end && isWordUnit(this.#text.charCodeAt(at))) at++;
      this.add(hashText(this.#text, start, at), 0, start);
    }
    this.cursor = Math.max(this.cursor, end);
  }

  stream(): TokenStream {
    const end = this.#count;
    return { codes: this.#codes.slice(0, end), names: this.#names.slice(0, end), lines: this.#lineOf.slice(0, end) };
  }

  #grow(): void {
    const grown = (from: Uint32Array): Uint32Array<ArrayBuffer> => {
      const to = new Uint32Array(from.length * 2);
      to.set(from);
      return to;
    };
    this.#codes = grown(this.#codes);
    this.#names = grown(this.#names);
    this.#lineOf = grown(this.#lineOf);
  }
}

function isWordUnit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit === 0x5f || unit >= 0x80;
}

/** FNV-1a over UTF-16 units, never one of the reserved codes. */
function hashText(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) | 0x10;
}
