// Copies a tree-sitter tree into a raw tree through the public cursor: the slower route, and the oracle of the fast one.

import type { Tree, TreeCursor } from "web-tree-sitter";
import { type GrammarTables, type RawTree, growRawTree, markMissing } from "./raw-tree.ts";

const errorSymbol = 0xffff;

/** Fills `raw` with all visible nodes of `tree`. The caller still owns and deletes the tree. */
export function readWithCursor(tree: Tree, tables: GrammarTables, raw: RawTree): void {
  raw.size = 0;
  raw.hasError = tree.rootNode.hasError;
  const cursor = tree.walk();
  try {
    walk(cursor, tables, raw);
  } finally {
    cursor.delete();
  }
}

function walk(cursor: TreeCursor, tables: GrammarTables, raw: RawTree): void {
  const open: number[] = [];
  for (;;) {
    const node = add(cursor, tables, raw);
    if (cursor.gotoFirstChild()) {
      open.push(node);
      continue;
    }
    raw.subtreeEnd[node] = raw.size;
    while (!cursor.gotoNextSibling()) {
      const parent = open.pop();
      if (parent === undefined) return;
      raw.subtreeEnd[parent] = raw.size;
      cursor.gotoParent();
    }
  }
}

function add(cursor: TreeCursor, tables: GrammarTables, raw: RawTree): number {
  if (raw.size === raw.capacity) growRawTree(raw, raw.size + 1);
  const node = raw.size++;
  const symbol = cursor.nodeTypeId;
  raw.symbol[node] = symbol;
  raw.type[node] = symbol === errorSymbol ? tables.errorType : tables.typeOfSymbol[symbol]!;
  raw.field[node] = tables.fieldOfGrammar[cursor.currentFieldId]!;
  raw.marks[node] = cursor.nodeIsMissing ? markMissing : 0;
  raw.start[node] = cursor.startIndex;
  raw.end[node] = cursor.endIndex;
  return node;
}
