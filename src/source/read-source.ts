// Reads one file and turns its bytes into text, or says why it is not to be analysed.

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { SkippedFile } from "../model/report.ts";
import { decodeSource } from "./decode-source.ts";
import type { DecodedSource } from "./decode-source.ts";
import { hasBanner, isGenerated, isMinified } from "./generated-source.ts";

export interface ReadRequest {
  /** Root-relative, for the entries. */
  readonly path: string;
  readonly absolutePath: string;
  readonly maxFileSizeBytes: number;
}

export interface SourceOptions {
  /** True where generated and minified files are wanted too. */
  readonly includeGenerated: boolean;
  /** True for files that a program writes around people's code: how long their lines are says nothing. */
  readonly isData?: boolean;
}

/** The file's bytes, or its entry among the skipped. Synchronous: in a worker this is faster. */
export function readBytes(request: ReadRequest): Buffer | SkippedFile {
  const { path } = request;
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK a named pipe that took the file's place since discovery would block for ever.
    descriptor = openSync(request.absolutePath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { path, reason: "unreadable", detail: "not a regular file" };
    if (status.size > request.maxFileSizeBytes) return tooLarge(path, status.size, request.maxFileSizeBytes);
    return readAll(descriptor, status.size, request);
  } catch (error) {
    return entryOf(path, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Decodes bytes and applies the tests for binary, generated and minified content. Pure. */
export function toSource(bytes: Uint8Array, path: string, options: SourceOptions): DecodedSource | SkippedFile {
  const decoded = decodeSource(bytes, path);
  return "reason" in decoded ? decoded : judgeText(decoded, path, options);
}

/** The same for text that is at hand: what it declares as its encoding is about some bytes, not about it. Pure. */
export function toTextSource(text: string, path: string, options: SourceOptions): DecodedSource | SkippedFile {
  if (text.includes("\0")) return { path, reason: "binary", detail: "holds NUL bytes" };
  return judgeText({ text, encoding: "utf-8", notices: [] }, path, options);
}

function judgeText(decoded: DecodedSource, path: string, options: SourceOptions): DecodedSource | SkippedFile {
  if (options.includeGenerated) return decoded;
  if (isGenerated(decoded.text)) return { path, reason: "generated", detail: "marked as generated, or begins as a bundle, in its first ten lines" };
  if (options.isData !== true && isMinified(decoded.text)) return { path, reason: "minified", detail: "mean line longer than 200 characters" };
  if (/\.[cm]?js$/.test(path) && hasBanner(decoded.text)) return { path, reason: "vendored", detail: "begins as a release of a library does: `/*! name v1.2.3 … license`" };
  return decoded;
}

/** {@link readBytes}, then {@link toSource}. */
export function readSource(request: ReadRequest & SourceOptions): DecodedSource | SkippedFile {
  const bytes = readBytes(request);
  return "reason" in bytes ? bytes : toSource(bytes, request.path, request);
}

function readAll(descriptor: number, sizeBytes: number, request: ReadRequest): Buffer | SkippedFile {
  // One byte more than its size: a file that grows while it is read is noticed.
  let buffer = Buffer.allocUnsafeSlow(sizeBytes + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > request.maxFileSizeBytes) return tooLarge(request.path, length, request.maxFileSizeBytes);
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
  }
}

function tooLarge(path: string, sizeBytes: number, limitBytes: number): SkippedFile {
  return { path, reason: "too-large", detail: `${sizeBytes} bytes; the limit is ${limitBytes}` };
}

function entryOf(path: string, error: unknown): SkippedFile {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "ENOENT" || code === "ENOTDIR") return { path, reason: "vanished", detail: "was there when the files were listed, and is gone" };
  if (code === "EACCES" || code === "EPERM") return { path, reason: "unreadable", detail: "permission denied" };
  return { path, reason: "unreadable", detail: code };
}
