// Turns columns and offsets in UTF-16 units into bytes of UTF-8.

import { Buffer } from "node:buffer";
import type { Finding } from "../model/finding.ts";
import type { ReporterOptions } from "./reporter.ts";

/** Places in bytes, as some formats count them. */
export interface Measure {
  readonly textOf: (path: string) => string | undefined;
  /** 0-based byte offset; the UTF-16 offset where the file's text is not at hand. */
  readonly offsetOf: (path: string, offset: number) => number;
  /** 1-based byte column. */
  readonly columnOf: (path: string, line: number, column: number, finding: Finding | undefined) => number;
}

/** Reads each file's text at most once. */
export function createMeasure({ sourceOf }: ReporterOptions): Measure {
  const texts = new Map<string, string | undefined>();
  const textOf = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, sourceOf?.(path));
    return texts.get(path);
  };
  const lineOf = (path: string, line: number, finding: Finding | undefined): string | undefined =>
    finding?.excerpt.lines[line - finding.excerpt.firstLine] ?? textOf(path)?.split(/\r\n|\r|\n/)[line - 1];
  return {
    textOf,
    offsetOf: (path, offset) => {
      const text = textOf(path);
      return text === undefined ? offset : Buffer.byteLength(text.slice(0, offset));
    },
    columnOf: (path, line, column, finding) => {
      const text = lineOf(path, line, finding) ?? "";
      // An excerpt's line may be cut: what lies behind its end counts one byte a unit.
      return Buffer.byteLength(text.slice(0, column - 1)) + Math.max(0, column - 1 - text.length) + 1;
    },
  };
}
