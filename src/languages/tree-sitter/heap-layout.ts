// Where the parser's C structures keep what the fast reader needs, in the memory of web-tree-sitter's 32-bit module.

import type { Language } from "web-tree-sitter";
import type { GrammarTables } from "./raw-tree.ts";

/**
 * Word offsets (4 bytes each) in a subtree on the heap. Its children stand directly before it, 8 bytes each: either a
 * pointer in the first word, or, with bit 0 set, a small leaf packed into both words. From `subtree.h` and `length.h`
 * of tree-sitter as web-tree-sitter 0.27.1 was built; {@link import("./reader.ts")} checks at load that it still fits.
 */
export const subtreeWords = {
  paddingBytes: 1,
  sizeBytes: 4,
  errorCost: 8,
  childCount: 9,
  /** Low half: symbol. */
  symbol: 10,
  bits: 11,
  visibleChildCount: 12,
  visibleDescendantCount: 14,
  /** High half: production id. */
  production: 16,
} as const;

/** Bits of a heap subtree's `bits` word. */
export const heapBits = { visible: 1, extra: 1 << 2, missing: 1 << 9 } as const;

/** Bits of a packed leaf's first word; its symbol is the second byte. In the second word: padding and size, the upper bytes. */
export const leafBits = { isLeaf: 1, visible: 1 << 1, extra: 1 << 3, missing: 1 << 5 } as const;

/** Byte offsets in the grammar's `TSLanguage`, language version 15. */
const languageBytes = {
  productionCount: 28,
  aliasLength: 36,
  fieldSlices: 64,
  fieldEntries: 68,
  publicSymbols: 76,
  aliasSequences: 84,
} as const;

const languageVersion = 15;

/** The grammar's tables that a walk over its subtrees needs, copied out of the module's memory. */
export interface HeapTables {
  readonly grammar: GrammarTables;
  /** The symbol that the public interface shows, by symbol. */
  readonly publicSymbol: Uint16Array;
  /** By production and child position: the symbol that the child is shown as, or 0. */
  readonly aliases: Uint16Array;
  readonly aliasWidth: number;
  /** By production and child position: our number of the child's field, or 0. */
  readonly fields: Uint8Array;
  readonly fieldWidth: number;
}

/** The parts of the Emscripten module that are used; its views are replaced whenever the memory grows. */
export interface ParserMemory {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAPU32: Uint32Array;
}

/** Address of an object that web-tree-sitter holds, which it keeps under the key 0. */
export function addressOf(holder: object): number {
  const address: unknown = (holder as { 0?: unknown })[0];
  return typeof address === "number" ? address : 0;
}

/** Copies the tables of a grammar; undefined where its version is another than the one whose layout is known. */
export function copyHeapTables(memory: ParserMemory, language: Language, grammar: GrammarTables): HeapTables | undefined {
  const address = addressOf(language);
  if (address === 0 || language.abiVersion !== languageVersion) return undefined;
  const { HEAPU8: bytes, HEAPU16: halves, HEAPU32: words } = memory;
  const word = (offset: number): number => words[(address + offset) >> 2]!;
  const productionCount = word(languageBytes.productionCount);
  const aliasWidth = halves[(address + languageBytes.aliasLength) >> 1]!;
  const aliasStart = word(languageBytes.aliasSequences) >> 1;
  const publicStart = word(languageBytes.publicSymbols) >> 1;

  const slices = word(languageBytes.fieldSlices) >> 1;
  const entries = word(languageBytes.fieldEntries);
  const found: { place: number; production: number; field: number }[] = [];
  for (let production = 0; production < productionCount; production++) {
    const first = halves[slices + 2 * production]!;
    const count = halves[slices + 2 * production + 1]!;
    for (let entry = entries + 4 * first; entry < entries + 4 * (first + count); entry += 4) {
      const isInherited = bytes[entry + 3] !== 0;
      if (!isInherited) found.push({ production, place: bytes[entry + 2]!, field: halves[entry >> 1]! });
    }
  }
  const fieldWidth = Math.max(0, ...found.map(({ place }) => place)) + 1;
  const fields = new Uint8Array(productionCount * fieldWidth);
  for (const { production, place, field } of found) {
    const index = production * fieldWidth + place;
    if (fields[index] === 0) fields[index] = grammar.fieldOfGrammar[field]!;
  }
  return {
    grammar,
    publicSymbol: halves.slice(publicStart, publicStart + grammar.typeOfSymbol.length),
    aliases: halves.slice(aliasStart, aliasStart + productionCount * aliasWidth),
    aliasWidth,
    fields,
    fieldWidth,
  };
}
