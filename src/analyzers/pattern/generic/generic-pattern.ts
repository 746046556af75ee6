// Patterns and documents of the generic mode, with the options that say how they are read.

import { type GenericNode, readGenericTree } from "./generic-tree.ts";

export interface GenericPattern {
  readonly nodes: readonly GenericNode[];
  /** Words that must occur in a document for the pattern to match. */
  readonly words: readonly string[];
}

/** Options of the generic mode. */
export interface GenericOptions {
  /** How many lines a `...` may reach over. */
  readonly ellipsisMaxSpan: number;
  readonly extraWordCharacters: string;
  /** Whose comments are read over. */
  readonly commentStyle: "none" | "shell" | "c" | "cpp";
}

/** A text read for matching. */
export interface GenericDocument {
  readonly text: string;
  readonly nodes: readonly GenericNode[];
}

const comments: Readonly<Record<GenericOptions["commentStyle"], RegExp | undefined>> = {
  none: undefined,
  shell: /#[^\n]*/g,
  c: /\/\*[^]*?\*\//g,
  cpp: /\/\*[^]*?\*\/|\/\/[^\n]*/g,
};

/** Compiles a pattern of the generic mode. */
export function compileGeneric(text: string, options: GenericOptions): GenericPattern {
  const nodes = readGenericTree(text, "pattern", options.extraWordCharacters);
  return { nodes, words: wordsOf(nodes) };
}

function wordsOf(nodes: readonly GenericNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === "block") return wordsOf(node.nodes);
    return node.type === "word" && /^[A-Za-z_]\w*$/.test(node.text) ? [node.text] : [];
  });
}

/** Reads a document, comments blanked out. */
export function readDocument(text: string, options: GenericOptions): GenericDocument {
  const comment = comments[options.commentStyle];
  const clean = comment === undefined ? text : text.replace(comment, (found) => found.replace(/[^\n]/g, " "));
  return { text, nodes: readGenericTree(clean, "document", options.extraWordCharacters) };
}
