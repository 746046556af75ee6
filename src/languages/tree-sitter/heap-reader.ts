// Copies a tree-sitter tree into a raw tree straight from the memory of the parser's module: the fast route.

import { type HeapTables, heapBits, leafBits, subtreeWords } from "./heap-layout.ts";
import { type RawTree, growRawTree, markMissing } from "./raw-tree.ts";

const errorSymbol = 0xffff;

/** Numbers that a suspended level of the walk keeps on the stack. */
const frameSize = 7;

/** Where levels of the walk wait; it grows with the deepest file and is used again. */
export interface WalkStack {
  frames: Int32Array;
}

/** An empty stack. */
export function createWalkStack(): WalkStack {
  return { frames: new Int32Array(256 * frameSize) };
}

/**
 * Fills `raw` with all visible nodes below the tree at `treeAddress`, exactly as the cursor shows them. `words` must be
 * the module's memory after the parse; the caller still owns and deletes the tree.
 *
 * One loop over the children of one level, whose state is in local variables; a level waits on the stack while its child
 * is walked. Hidden subtrees are walked like others but make no node: their children stand in their place.
 */
export function readFromHeap(
  words: Uint32Array,
  treeAddress: number,
  tables: HeapTables,
  raw: RawTree,
  stack: WalkStack,
): void {
  const root = words[treeAddress >> 2]! >> 2;
  const needed = words[root + subtreeWords.visibleDescendantCount]! + 1;
  if (raw.capacity < needed) growRawTree(raw, needed);
  const { type: types, field: fieldsOut, marks, symbol: symbols, start: starts, end: ends, subtreeEnd } = raw;
  const { publicSymbol, aliases, aliasWidth, fields, fieldWidth } = tables;
  const { typeOfSymbol, errorType } = tables.grammar;
  let { frames } = stack;

  raw.hasError = words[root + subtreeWords.errorCost]! > 0;
  let size = 1;
  const rootSymbol = words[root + subtreeWords.symbol]! & 0xffff;
  const rootStart = words[root + subtreeWords.paddingBytes]!;
  symbols[0] = rootSymbol === errorSymbol ? rootSymbol : publicSymbol[rootSymbol]!;
  types[0] = rootSymbol === errorSymbol ? errorType : typeOfSymbol[symbols[0]]!;
  fieldsOut[0] = 0;
  marks[0] = 0;
  starts[0] = rootStart >> 1;
  ends[0] = (rootStart + words[root + subtreeWords.sizeBytes]!) >> 1;

  // The level that is being walked.
  let next = root - 2 * words[root + subtreeWords.childCount]!;
  let last = root;
  let production = words[root + subtreeWords.production]! >>> 16;
  let place = 0;
  let position = rootStart;
  let owner = 0;
  let inherited = 0;
  let isFirst = true;
  let depth = 0;

  for (;;) {
    if (next === last) {
      if (owner >= 0) subtreeEnd[owner] = size;
      if (depth === 0) break;
      depth -= frameSize;
      next = frames[depth]!;
      last = frames[depth + 1]!;
      production = frames[depth + 2]!;
      place = frames[depth + 3]!;
      position = frames[depth + 4]!;
      owner = frames[depth + 5]!;
      inherited = frames[depth + 6]!;
      isFirst = false;
      continue;
    }
    const word = words[next]!;
    let symbol: number;
    let isVisible: boolean;
    let isExtra: boolean;
    let isMissing: boolean;
    let start = position;
    let end: number;
    let subtree = 0;
    if ((word & leafBits.isLeaf) !== 0) {
      const measure = words[next + 1]!;
      if (!isFirst) start += (measure >>> 16) & 0xff;
      end = start + (measure >>> 24);
      symbol = (word >>> 8) & 0xff;
      isVisible = (word & leafBits.visible) !== 0;
      isExtra = (word & leafBits.extra) !== 0;
      isMissing = (word & leafBits.missing) !== 0;
    } else {
      subtree = word >> 2;
      if (!isFirst) start += words[subtree + subtreeWords.paddingBytes]!;
      end = start + words[subtree + subtreeWords.sizeBytes]!;
      symbol = words[subtree + subtreeWords.symbol]! & 0xffff;
      const bits = words[subtree + subtreeWords.bits]!;
      isVisible = (bits & heapBits.visible) !== 0;
      isExtra = (bits & heapBits.extra) !== 0;
      isMissing = (bits & heapBits.missing) !== 0;
    }
    isFirst = false;
    next += 2;
    position = end;
    let field = 0;
    if (!isExtra) {
      if (place < fieldWidth) field = fields[production * fieldWidth + place]!;
      if (field === 0) field = inherited;
      if (production !== 0 && place < aliasWidth) {
        const alias = aliases[production * aliasWidth + place]!;
        if (alias !== 0) {
          symbol = alias;
          isVisible = true;
        }
      }
      place++;
    }
    let node = -1;
    if (isVisible) {
      node = size++;
      if (symbol === errorSymbol) {
        symbols[node] = symbol;
        types[node] = errorType;
      } else {
        const shown = publicSymbol[symbol]!;
        symbols[node] = shown;
        types[node] = typeOfSymbol[shown]!;
      }
      fieldsOut[node] = field;
      marks[node] = isMissing ? markMissing : 0;
      starts[node] = start >> 1;
      ends[node] = end >> 1;
      subtreeEnd[node] = size;
    }
    if (subtree === 0) continue;
    const childCount = words[subtree + subtreeWords.childCount]!;
    if (childCount === 0 || words[subtree + subtreeWords.visibleChildCount] === 0) continue;
    if (depth + frameSize > frames.length) {
      const wider = new Int32Array(frames.length * 2);
      wider.set(frames);
      frames = stack.frames = wider;
    }
    frames[depth] = next;
    frames[depth + 1] = last;
    frames[depth + 2] = production;
    frames[depth + 3] = place;
    frames[depth + 4] = position;
    frames[depth + 5] = owner;
    frames[depth + 6] = inherited;
    depth += frameSize;
    next = subtree - 2 * childCount;
    last = subtree;
    production = words[subtree + subtreeWords.production]! >>> 16;
    place = 0;
    position = start;
    owner = node;
    inherited = isVisible ? 0 : field;
    isFirst = true;
  }
  raw.size = size;
}
