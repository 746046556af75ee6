// The public route from text to tree: oxc's ESTree, then the table-driven lowering; errors become problems.

import { type ParserOptions, parseSync } from "oxc-parser";
import { TreeBuilder } from "../../syntax/tree-builder.ts";
import type { CommentRange, ParseProblem, SyntaxTree } from "../../syntax/tree.ts";
import type { EsNode } from "./estree.ts";
import { lowerProgram } from "./lower-estree.ts";

/** One way to read a file: a dialect of the language and how its top level is to be understood. */
export interface Reading {
  readonly lang: "jsx" | "ts" | "tsx" | "dts";
  readonly sourceType: NonNullable<ParserOptions["sourceType"]>;
}

/** What came of one reading. `program` has an empty body where the parser gave up. */
export interface Attempt {
  readonly program: EsNode;
  readonly comments: readonly CommentRange[];
  readonly problems: readonly ParseProblem[];
}

/** Parses `text` in the first of `readings` that has no error, else the first that gives a program. */
export function parseScript(text: string, language: string, readings: readonly Reading[]): SyntaxTree {
  const attempt = bestAttempt(text, readings);
  const builder = new TreeBuilder(Math.ceil(text.length / 3));
  lowerProgram(attempt.program, text, builder);
  return builder.finish({ language, text, comments: attempt.comments, problems: attempt.problems });
}

function bestAttempt(text: string, readings: readonly Reading[]): Attempt {
  let best: Attempt | undefined;
  for (const reading of readings) {
    const attempt = readOnce(text, reading);
    if (attempt.problems.length === 0) return attempt;
    if (best === undefined || (isEmpty(best) && !isEmpty(attempt))) best = attempt;
  }
  return best!;
}

function isEmpty(attempt: Attempt): boolean {
  return (attempt.program.body as readonly EsNode[]).length === 0;
}

function readOnce(text: string, reading: Reading): Attempt {
  const result = parseSync(`file.${reading.lang === "dts" ? "d.ts" : reading.lang}`, text, { ...reading, astType: "ts" });
  const program = result.program as unknown as EsNode;
  const isFatal = (program.body as readonly EsNode[]).length === 0;
  const problems = result.errors.map((error) => {
    const label = error.labels[0] ?? { start: 0, end: 0 };
    return { message: error.message, start: label.start, end: label.end, isFatal };
  });
  const comments = result.comments.map(({ start, end }) => ({ start, end }));
  const hashbang = program.hashbang as EsNode | null;
  if (hashbang !== null && comments[0]?.start !== hashbang.start) {
    comments.unshift({ start: hashbang.start, end: hashbang.end });
  }
  return { program, comments, problems };
}
