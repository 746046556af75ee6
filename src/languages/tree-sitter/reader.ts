// Parses a text and copies the parser's tree into a raw tree, within a bound on the parser's work.

import { readWithCursor } from "./cursor-reader.ts";
import type { GrammarTables, RawTree } from "./raw-tree.ts";
import type { LoadedGrammar } from "./runtime.ts";

/** Fills the raw tree; false where the parser exceeded its bound, and the raw tree then holds nothing. */
export type Reader = (text: string, raw: RawTree) => boolean;

/**
 * How often the parser may report progress: once every hundred steps. Sound code takes at most one report every 20
 * characters; broken code that makes the parser try many readings at once takes far more. Counting steps instead of
 * time makes the outcome the same on every machine.
 */
const reportsAtLeast = 20_000;
const reportsPerCharacter = 1;

/** The reader of one grammar, through the public cursor. */
export function createReader(grammar: LoadedGrammar, tables: GrammarTables): Reader {
  return (text, raw) => {
    raw.size = 0;
    let reportsLeft = reportsAtLeast + text.length * reportsPerCharacter;
    const tree = grammar.parser.parse(text, null, { progressCallback: () => --reportsLeft < 0 });
    if (tree === null) {
      grammar.parser.reset();
      return false;
    }
    try {
      readWithCursor(tree, tables, raw);
    } finally {
      tree.delete();
    }
    return true;
  };
}
