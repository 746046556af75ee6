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

/** Reads a document, comments blanked out. What nobody wrote by hand is a document without words, as it is for the reference. */
export function readDocument(text: string, options: GenericOptions): GenericDocument {
  if (isBinary(text) || isMinified(text)) return { text, nodes: [] };
  const comment = comments[options.commentStyle];
  const clean = comment === undefined ? text : text.replace(comment, (found) => found.replace(/[^\n]/g, " "));
  return { text, nodes: readGenericTree(clean, "document", options.extraWordCharacters) };
}

/** So far into a text control characters are looked for. */
const beginning = 4096;

function isBinary(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is asked for
  return /[\0-\x08\v\f\x0e-\x1f\x7f]/.test(text.slice(0, beginning));
}

const smallBytes = 500;
const longLineBytes = 150;

function isMinified(text: string): boolean {
  const bytes = Buffer.byteLength(text);
  return bytes > smallBytes && bytes / text.split("\n").length > longLineBytes;
}
