// Parses one Python file: text to raw tree to normalised tree, with what could not be read as problems.

import type { Parse } from "../../syntax/language.ts";
import type { ParseProblem } from "../../syntax/tree.ts";
import { readWithCursor } from "../tree-sitter/cursor-reader.ts";
import { createRawTree } from "../tree-sitter/raw-tree.ts";
import { type LoadedGrammar, makeTables } from "../tree-sitter/runtime.ts";
import { lowerPython } from "./lower/lower.ts";
import { knownNames } from "./node-types.ts";
import { collectProblems } from "./problems.ts";

/** Makes the parse function for a loaded grammar. */
export function createParse(grammar: LoadedGrammar): Parse {
  const tables = makeTables(grammar.language, knownNames);
  const raw = createRawTree(16_384);
  return (text) => {
    const tree = grammar.parser.parse(text);
    let problems: readonly ParseProblem[] = [];
    if (tree === null) raw.size = 0;
    else {
      try {
        readWithCursor(tree, tables, raw);
      } finally {
        tree.delete();
      }
    }
    if (raw.hasError) problems = collectProblems(text, raw);
    return lowerPython(text, raw, tables, problems);
  };
}
