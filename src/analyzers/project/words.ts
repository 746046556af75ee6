// The words that a file uses, as sorted hashes: enough to know that a name occurs nowhere else. A collision only hides a finding.

import type { NameUses } from "../../syntax/name-uses.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";

/** Longer strings without blanks are data, longer ones with blanks are not looked through. */
const longestString = 200;
const longestText = 20_000;
const mostAffixes = 400;
const longestAffix = 40;

/** FNV-1a over UTF-16 units. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

const identifier = /^[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*$/;

/**
 * Base64 of the hashes, ascending. Strings without blanks are taken apart: `app.views:start` holds three words. Of
 * text with blanks, which may be code, only words with an underscore count: those are no words of a language.
 */
export function encodeWords(tree: SyntaxTree, uses: NameUses): string {
  const hashes = new Set<number>();
  for (let id = 0; id < tree.names.length; id++) {
    if (uses.counts[id] === 0) continue;
    const name = tree.names[id]!;
    if (identifier.test(name)) hashes.add(hashWord(name));
    else for (const part of wordsOfText(name)) hashes.add(hashWord(part));
  }
  return Buffer.from(Uint32Array.from(hashes).sort().buffer).toString("base64");
}

function wordsOfText(text: string): readonly string[] {
  if (text.length > longestText) return [];
  if (/\s/.test(text)) return text.includes("_") ? (text.match(/\w*_\w*/g) ?? []) : [];
  return text.length > longestString ? [] : (text.match(/[A-Za-z_$][\w$]*/g) ?? []);
}

export function decodeWords(words: string): Uint32Array {
  const bytes = Buffer.from(words, "base64");
  // A copy begins where 32-bit integers may.
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

/** `visit_`, `_handler`: a string that begins or ends as names do in the middle. */
const openEnded = /^(?:\w*[A-Za-z0-9]_|_[A-Za-z0-9]\w*|_[A-Za-z0-9]\w*_)$/;
/** `_get_%s_permissions`, `on{}`: a name with holes. */
const withHoles = /^(\w*)(?:%[srd]|%\(\w+\)s|\{[^{}\s]*\})(\w*)$/;
const leastAffix = 2;

/**
 * Beginnings (`visit_*`) and ends (`*_handler`) of names that are put together at run time, as literals show them:
 * `getattr(self, "visit_" + kind)`.
 */
export function findAffixes(tree: SyntaxTree, uses: NameUses): string[] {
  const found = new Set<string>();
  const add = (prefix: string, suffix: string): void => {
    if (prefix.length >= leastAffix) found.add(`${prefix}*`);
    if (suffix.length >= leastAffix) found.add(`*${suffix}`);
  };
  for (let id = 0; id < tree.names.length; id++) {
    const name = tree.names[id]!;
    if (uses.isText[id] === 0 || name.length < leastAffix || name.length > longestAffix) continue;
    if (found.size >= mostAffixes) break;
    const holes = withHoles.exec(name);
    if (holes !== null) add(holes[1]!, holes[2]!);
    else if (uses.isText[id] === 2 ? /^\w+$/.test(name) : openEnded.test(name)) add(name, name);
  }
  return [...found].sort();
}
