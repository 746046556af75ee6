// What a command may touch of the process: streams, environment, clock. Tests hand in their own.

import { writeFileSync, writeSync } from "node:fs";

export interface CliContext {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where standard output is a terminal, its columns. */
  readonly terminalColumns: number | undefined;
  readonly isErrorTerminal: boolean;
  readonly isInputTerminal: boolean;
  readonly now: () => Date;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  readonly readInput: () => Promise<string>;
  /** Set by commands: 0 passed, 1 findings. Errors are thrown. */
  exitCode: number;
}

/** The real process. */
export function processContext(): CliContext {
  return {
    cwd: process.cwd(),
    environment: process.env,
    terminalColumns: process.stdout.isTTY ? process.stdout.columns : undefined,
    isErrorTerminal: process.stderr.isTTY === true,
    isInputTerminal: process.stdin.isTTY === true,
    now: () => new Date(),
    writeOut: (text) => writeWhole(1, text),
    writeErr: (text) => writeWhole(2, text),
    readInput,
    exitCode: 0,
  };
}

/** Largest text that standard input may bring, in bytes. */
const largestInputBytes = 64 * 1024 * 1024;

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length;
    if (size > largestInputBytes) break;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Writes all of a text before it returns, so that an exit cannot cut it; a closed pipe ends the process quietly. */
function writeWhole(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EAGAIN") {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      if (code === "EPIPE") process.exit(0);
      throw error;
    }
  }
}

/** Writes a report to a file, whole or not at all as far as the file system allows. */
export function writeReportFile(path: string, text: string): void {
  writeFileSync(path, text);
}

/** Colour: `--color` over NO_COLOR over FORCE_COLOR over whether this is a terminal. */
export function decideColor(context: CliContext, flag: "auto" | "always" | "never"): boolean {
  if (flag !== "auto") return flag === "always";
  const { NO_COLOR, FORCE_COLOR, TERM } = context.environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return context.terminalColumns !== undefined && TERM !== "dumb";
}

/** Plain characters where the locale is not UTF-8 or the terminal is the Linux console. */
export function decideUnicode(context: CliContext): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = context.environment;
  if (TERM === "linux" || TERM === "dumb") return false;
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale === undefined || locale === "" || /utf-?8/i.test(locale) || /^C$|^POSIX$/.test(locale) === false;
}
