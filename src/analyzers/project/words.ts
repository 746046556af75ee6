// The words that a file uses, as sorted hashes: enough to know that a name occurs nowhere else. A collision only hides a finding.

import type { NameUses } from "../../syntax/name-uses.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";

/** Longer strings are text for people, not names. */
const longestString = 200;
const mostAffixes = 200;

/** FNV-1a over UTF-16 units. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

const identifier = /^[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*$/;

/** Base64 of the hashes, ascending. Strings without blanks are taken apart: `app.views:start` holds three words. */
export function encodeWords(tree: SyntaxTree, uses: NameUses): string {
  const hashes = new Set<number>();
  for (const [id, name] of tree.names.entries()) {
    if (uses.counts[id] === 0) continue;
    if (identifier.test(name)) hashes.add(hashWord(name));
    else if (name.length <= longestString && !/\s/.test(name)) for (const part of name.match(/[A-Za-z_$][\w$]*/g) ?? []) hashes.add(hashWord(part));
  }
  return Buffer.from(Uint32Array.from(hashes).sort().buffer).toString("base64");
}

const beginning = /^(_{0,2}[A-Za-z][A-Za-z0-9_]*_)(?:%s|%r|\{\w*\})?$/;
const ending = /^(?:%s|\{\w*\})?(_[A-Za-z0-9][A-Za-z0-9_]*)$/;

/** Literals that look like a part of a name: `visit_` of `getattr(self, "visit_" + kind)`. */
export function findAffixes(tree: SyntaxTree, uses: NameUses): string[] {
  const found = new Set<string>();
  for (const [id, name] of tree.names.entries()) {
    if (uses.isText[id] === 0 || name.length < 3 || name.length > 40 || !name.includes("_")) continue;
    const affix = beginning.exec(name)?.[1] ?? ending.exec(name)?.[1];
    if (affix !== undefined && found.size < mostAffixes) found.add(affix);
  }
  return [...found].sort();
}
