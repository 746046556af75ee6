// One file's parser output as parallel arrays in pre-order: what a language's lowering reads, whichever route filled it.

/** Set in {@link RawTree.marks} where the parser made a node up to repair the code; such a node has no text. */
export const markMissing = 1;

/**
 * The visible nodes of one tree-sitter tree, tokens included, in pre-order. One instance is used again for each file, so
 * that its arrays are allocated once; `size` tells how much of them is meant.
 *
 * `type` and `field` hold the language's own numbers (see {@link GrammarTables}), `symbol` the grammar's.
 */
export interface RawTree {
  size: number;
  capacity: number;
  type: Uint8Array;
  field: Uint8Array;
  marks: Uint8Array;
  symbol: Uint16Array;
  /** 0-based UTF-16 offsets, end exclusive. */
  start: Uint32Array;
  end: Uint32Array;
  /** One past the last descendant. */
  subtreeEnd: Uint32Array;
  /** True where the parser met an error anywhere in the file. */
  hasError: boolean;
}

/** What a language made of its grammar's numbers: one small number for each node type and field that it knows. */
export interface GrammarTables {
  /** Node type number by grammar symbol. */
  readonly typeOfSymbol: Uint8Array;
  /** Field number by grammar field. */
  readonly fieldOfGrammar: Uint8Array;
  /** The grammar's name of each symbol. */
  readonly symbolNames: readonly string[];
  /** Node type number of the parser's ERROR nodes, whose symbol is outside the tables. */
  readonly errorType: number;
  /** Node type number of comments. */
  readonly commentType: number;
  /** The first node type number that stands for a construct; smaller ones are tokens, comments, pieces of strings. */
  readonly firstNamed: number;
}

/** An empty raw tree with room for `capacity` nodes. */
export function createRawTree(capacity: number): RawTree {
  return {
    size: 0,
    capacity,
    type: new Uint8Array(capacity),
    field: new Uint8Array(capacity),
    marks: new Uint8Array(capacity),
    symbol: new Uint16Array(capacity),
    start: new Uint32Array(capacity),
    end: new Uint32Array(capacity),
    subtreeEnd: new Uint32Array(capacity),
    hasError: false,
  };
}

/** Makes room for at least `needed` nodes, keeping what is there. */
export function growRawTree(raw: RawTree, needed: number): void {
  const capacity = Math.max(needed, raw.capacity * 2);
  const wider = createRawTree(capacity);
  wider.type.set(raw.type);
  wider.field.set(raw.field);
  wider.marks.set(raw.marks);
  wider.symbol.set(raw.symbol);
  wider.start.set(raw.start);
  wider.end.set(raw.end);
  wider.subtreeEnd.set(raw.subtreeEnd);
  Object.assign(raw, wider, { size: raw.size, hasError: raw.hasError });
}
