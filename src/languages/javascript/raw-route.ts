// The fast route from text to tree: oxc's raw buffer, lowered without objects. Gives up wherever the public route must decide.

import { NodeArrays } from "../../syntax/node-arrays.ts";
import type { CommentRange, SyntaxTree } from "../../syntax/tree.ts";
import { createRawLowerer } from "./lower-raw.ts";
import { oxcTables } from "./oxc-tables.generated.ts";
import type { RawBuffer, RawParserFactory } from "./raw-buffer.ts";
import { offsetOf } from "./raw-layout.ts";
import { createNameTable } from "./raw-names.ts";
import type { Reading } from "./read-once.ts";

/** The tree of a file that reads without any error, else undefined. */
export type RawRoute = (text: string, language: string, reading: Reading) => SyntaxTree | undefined;

/** Longer texts would not leave oxc room in the buffer. */
const longestText = 64 << 20;
const data = {
  program: offsetOf("RawTransferData", "program"),
  comments: offsetOf("RawTransferData", "comments"),
  errors: offsetOf("RawTransferData", "errors"),
};
const hashbangSlot = offsetOf("Program", "hashbang");
const hashbangMark = oxcTables.options.OptionHashbang[2];
const [, commentSize] = oxcTables.lists.VecComment;

/**
 * The one route of this thread, for all languages that oxc reads. It is the exception to the rule of no state in
 * modules: two would need twice the memory, and as V8 then no longer treats what they hold as constants, lowering
 * was measured to take a quarter longer.
 */
const threadRoute: { route?: RawRoute | undefined; wasTried?: boolean } = {};

/** The route of this thread, made at the first call; undefined where raw transfer is not to be had. */
export function sharedRawRoute(createParser: RawParserFactory): RawRoute | undefined {
  if (threadRoute.wasTried !== true) {
    threadRoute.wasTried = true;
    threadRoute.route = createRawRoute(createParser);
  }
  return threadRoute.route;
}

/** A route with a buffer of its own, or undefined where raw transfer is not to be had. */
export function createRawRoute(createParser: RawParserFactory): RawRoute | undefined {
  const parser = createParser();
  if (parser === undefined) return undefined;
  const nodes = new NodeArrays();
  const names = createNameTable();
  const lowerer = createRawLowerer(parser.buffer, nodes, names);
  const { words } = parser.buffer;
  return (text, language, reading) => {
    if (text.length > longestText) return undefined;
    const fileName = reading.lang === "dts" ? "file.d.ts" : `file.${reading.lang}`;
    const { at, sourceStart, isAscii } = parser.parse(fileName, text, { ...reading, astType: "ts" });
    if (words[(at + data.errors + 8) >> 2] !== 0) return undefined;
    const list = names.begin(text, sourceStart, isAscii);
    nodes.size = 0;
    lowerer.lower(at + data.program, text);
    return nodes.finish({ language, text, names: list, comments: commentsAt(parser.buffer, at), problems: [] });
  };
}

/** All comments, the `#!` line among them, which oxc keeps apart. */
function commentsAt({ words }: RawBuffer, at: number): CommentRange[] {
  const comments: CommentRange[] = [];
  const hashbang = at + data.program + hashbangSlot;
  if (words[(hashbang + hashbangMark) >> 2] !== 0) {
    comments.push({ start: words[hashbang >> 2]!, end: words[(hashbang >> 2) + 1]! });
  }
  const start = words[(at + data.comments) >> 2]!;
  const count = words[((at + data.comments) >> 2) + 2]!;
  for (let index = 0; index < count; index++) {
    const word = (start + index * commentSize) >> 2;
    comments.push({ start: words[word]!, end: words[word + 1]! });
  }
  return comments;
}
