// Shows a program's output as it comes, and keeps it from taking over the terminal it is shown on.

import type { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { type CliContext, unwritable } from "../context.ts";

/** Writes pieces of output as they come. */
export interface LiveOutput {
  readonly write: (stream: OutputName, chunk: Buffer) => void;
  /**
   * Shows what an unfinished character left, and waits until the reader has all; not when the signal says so. Throws
   * `output-unwritable` where something else than a reader that has gone prevented it.
   */
  readonly finish: (signal: AbortSignal) => Promise<void>;
}

type OutputName = "stdout" | "stderr";
const NAMES = ["stdout", "stderr"] as const;

/**
 * Output goes through unchanged into files and pipes, and made harmless onto a terminal. A slow reader holds nothing up:
 * the clock of the run goes on, and what waits is no more than the run's output limit. `onReaderGone` is called once.
 */
export function createLiveOutput(context: CliContext, onReaderGone: () => void): LiveOutput {
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  const gone = new AbortController();
  gone.signal.addEventListener("abort", onReaderGone, { once: true });
  // For good: what is still waiting when the command ends may fail later.
  for (const name of NAMES) context.streams[name].on("error", (error: NodeJS.ErrnoException) => gone.abort({ name, code: error.code }));
  const show = (name: OutputName, text: string): void => {
    const isTerminal = name === "stdout" ? context.terminalColumns !== undefined : context.isErrorTerminal;
    if (text !== "" && !gone.signal.aborted) context.streams[name].write(isTerminal ? makeHarmless(text) : text);
  };
  return {
    write: (name, chunk) => show(name, decoders[name].write(chunk)),
    finish: async (signal) => {
      for (const name of NAMES) show(name, decoders[name].end());
      const isOver = AbortSignal.any([signal, gone.signal]);
      await Promise.all(NAMES.map((name) => drained(context.streams[name], isOver)));
      const failure = gone.signal.reason as { readonly name: OutputName; readonly code: string | undefined } | undefined; // as given to abort above
      if (failure !== undefined && failure.code !== "EPIPE") throw unwritable(failure.name === "stdout" ? "standard output" : "standard error", failure.code);
    },
  };
}

function drained(stream: Writable, isOver: AbortSignal): Promise<void> {
  if (stream.writableLength === 0 || isOver.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    isOver.addEventListener("abort", () => resolve(), { once: true });
    stream.write("", () => resolve());
  });
}

/**
 * Colours stay. Every other escape sequence (titles, clipboard, cursor, queries that type answers), other control
 * characters and those that reorder text are shown by their code.
 */
export function makeHarmless(text: string): string {
  const colour = /\x1b\[[0-9;:]*m/y;
  const hidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  return text.replace(hidden, (character, offset: number) => {
    colour.lastIndex = offset;
    if (character === "\x1b" && colour.test(text)) return character;
    return `\\u{${character.charCodeAt(0).toString(16)}}`;
  });
}
