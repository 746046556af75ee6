// Shows a program's output as it comes, and keeps it from taking over the terminal it is shown on.

import { StringDecoder } from "node:string_decoder";
import type { CliContext } from "../context.ts";

/** Writes pieces of output; `finish` shows what an unfinished character left. */
export interface LiveOutput {
  readonly write: (stream: "stdout" | "stderr", chunk: Buffer) => void;
  readonly finish: () => void;
}

/** Output goes through unchanged into files and pipes, and made harmless onto a terminal. */
export function createLiveOutput(context: CliContext): LiveOutput {
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  const show = (stream: "stdout" | "stderr", text: string): void => {
    const isTerminal = stream === "stdout" ? context.terminalColumns !== undefined : context.isErrorTerminal;
    const shown = isTerminal ? makeHarmless(text) : text;
    if (stream === "stdout") context.writeOut(shown);
    else context.writeErr(shown);
  };
  return {
    write: (stream, chunk) => show(stream, decoders[stream].write(chunk)),
    finish: () => {
      show("stdout", decoders.stdout.end());
      show("stderr", decoders.stderr.end());
    },
  };
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
