// Parses a text and copies the parser's tree into a raw tree, within a bound on the parser's work.

import { readWithCursor } from "./cursor-reader.ts";
import { addressOf, copyHeapTables, type HeapTables } from "./heap-layout.ts";
import { createWalkStack, readFromHeap } from "./heap-reader.ts";
import { type GrammarTables, type RawTree, createRawTree } from "./raw-tree.ts";
import type { LoadedGrammar } from "./runtime.ts";

declare const __ASSAY_BUILD__: string | undefined;

/** Fills the raw tree; false where the parser exceeded its bound, and the raw tree then holds nothing. */
export type Reader = (text: string, raw: RawTree) => boolean;

/**
 * How often the parser may report progress: once every hundred steps. Sound code takes at most one report every 20
 * characters; broken code that makes the parser try many readings at once takes far more. Counting steps instead of
 * time makes the outcome the same on every machine.
 */
const reportsAtLeast = 20_000;
const reportsPerCharacter = 1;

/**
 * The reader of one grammar: through the module's memory where that gives the same as the public cursor on `sample`,
 * else through the cursor. `sample` should hold aliases, fields, comments, errors and missing nodes. A build is not asked:
 * it carries the very bytes that the tests compare the two on, and asking took a tenth of a short scan.
 */
export function createReader(grammar: LoadedGrammar, tables: GrammarTables, sample: string): Reader {
  const slow = createCursorReader(grammar, tables);
  try {
    const fast = createHeapReader(grammar, tables);
    return fast !== undefined && (typeof __ASSAY_BUILD__ === "string" || agree(fast, slow, sample)) ? fast : slow;
  } catch {
    // Insides that are not as expected may fail in any way; the public route does not depend on them.
    return slow;
  }
}

/** The public route. */
export function createCursorReader(grammar: LoadedGrammar, tables: GrammarTables): Reader {
  return (text, raw) => {
    raw.size = 0;
    let reportsLeft = reportsFor(text);
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

/** The fast route; undefined where the module does not have what it needs. */
export function createHeapReader(grammar: LoadedGrammar, tables: GrammarTables): Reader | undefined {
  const { module, input } = grammar.runtime;
  const { _ts_parser_parse_wasm: parse, _ts_tree_delete: deleteTree } = module;
  const parser = addressOf(grammar.parser);
  const buffer: unknown = (grammar.parser as { 1?: unknown })[1];
  if (input === undefined || parse === undefined || deleteTree === undefined || parser === 0 || typeof buffer !== "number") {
    return undefined;
  }
  const heapTables: HeapTables | undefined = copyHeapTables(module, grammar.language, tables);
  if (heapTables === undefined) return undefined;
  const stack = createWalkStack();
  return (text, raw) => {
    raw.size = 0;
    input.text = text;
    input.reportsLeft = reportsFor(text);
    let tree: number;
    try {
      tree = parse(parser, buffer, 0, 0, 0);
    } finally {
      input.text = undefined;
    }
    if (tree === 0) {
      grammar.parser.reset();
      return false;
    }
    try {
      readFromHeap(module.HEAPU32, tree, heapTables, raw, stack);
    } finally {
      deleteTree(tree);
    }
    return true;
  };
}

function reportsFor(text: string): number {
  return reportsAtLeast + text.length * reportsPerCharacter;
}

/** True where both readers give the same raw tree. */
function agree(first: Reader, second: Reader, sample: string): boolean {
  const one = createRawTree(64);
  const other = createRawTree(64);
  return first(sample, one) && second(sample, other) && sameRawTree(one, other);
}

/** True where two raw trees hold the same. */
export function sameRawTree(one: RawTree, other: RawTree): boolean {
  if (one.size !== other.size || one.hasError !== other.hasError) return false;
  const columns = ["type", "field", "marks", "symbol", "start", "end", "subtreeEnd"] as const;
  return columns.every((column) => {
    const left = one[column];
    const right = other[column];
    for (let node = 0; node < one.size; node++) if (left[node] !== right[node]) return false;
    return true;
  });
}
