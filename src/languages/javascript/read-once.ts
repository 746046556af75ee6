// One call of oxc's public parser: ESTree, comments and problems of one reading of a file.

import { type ParseResult, type ParserOptions, parseSync } from "oxc-parser";
import type { CommentRange, ParseProblem } from "../../syntax/tree.ts";
import type { EsNode } from "./estree.ts";

/** One way to read a file: a dialect of the language and how its top level is to be understood. */
export interface Reading {
  readonly lang: "jsx" | "ts" | "tsx" | "dts";
  readonly sourceType: NonNullable<ParserOptions["sourceType"]>;
}

/** What came of one reading. */
export interface Attempt {
  readonly reading: Reading;
  readonly program: EsNode;
  readonly comments: readonly CommentRange[];
  readonly problems: readonly ParseProblem[];
  /** True where the parser gave up: `program` ends before an error (it is mostly empty), and the first problem says why. */
  readonly isUnreadable: boolean;
  /** Offsets of the brackets that the first problem names as never closed. */
  readonly openedAt: readonly number[];
}

/** Parses `text` as `reading` says. */
export function readOnce(text: string, reading: Reading): Attempt {
  const fileName = reading.lang === "dts" ? "file.d.ts" : `file.${reading.lang}`;
  const result = parseSync(fileName, text, { ...reading, astType: "ts" });
  const program = programOf(result);
  if (program === undefined) return readWithoutBackslashes(text, reading);
  const problems = result.errors.map((error) => {
    const label = error.labels[0] ?? { start: 0, end: 0 };
    return { message: error.message, start: label.start, end: label.end, isFatal: false };
  });
  const lastEnd = (program.body as readonly EsNode[]).at(-1)?.end ?? 0;
  return {
    reading,
    program,
    comments: commentsOf(program, result.comments),
    problems,
    isUnreadable: problems.some((problem) => problem.start >= lastEnd),
    openedAt: result.errors.slice(0, 1).flatMap((error) => error.labels.slice(1).map((label) => label.start)),
  };
}

/** The parser hands its tree over as JSON, which a backslash in a JSX name (`<a\\ b/>`) breaks: undefined then. */
function programOf(result: ParseResult): EsNode | undefined {
  try {
    return result.program as unknown as EsNode;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readWithoutBackslashes(text: string, reading: Reading): Attempt {
  const at = text.indexOf("\\");
  if (at === -1) throw new Error("The parser's answer cannot be read.");
  const attempt = readOnce(text.replaceAll("\\", " "), reading);
  return { ...attempt, problems: [{ message: "A backslash stands where none may stand.", start: at, end: at + 1, isFatal: false }, ...attempt.problems] };
}

/** All comments, the `#!` line among them, which oxc counts as a comment in plain JavaScript only. */
function commentsOf(program: EsNode, found: readonly CommentRange[]): CommentRange[] {
  const comments = found.map(({ start, end }) => ({ start, end }));
  const hashbang = program.hashbang as EsNode | null;
  if (hashbang !== null && comments[0]?.start !== hashbang.start) {
    comments.unshift({ start: hashbang.start, end: hashbang.end });
  }
  return comments;
}
