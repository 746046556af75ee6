// What a command may touch of the process: streams, environment, clock. Tests hand in their own.

import { closeSync, fstatSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import { AssayError } from "../model/errors.ts";
import type { ServeOptions } from "../model/serve-options.ts";
import { ServiceLog } from "./service-log.ts";
import { neutralize } from "../reporters/text/characters.ts";

export interface CliContext {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where standard output is a terminal, its columns. */
  readonly terminalColumns: number | undefined;
  /** Where standard output is a terminal, its rows. */
  readonly terminalRows: number | undefined;
  readonly isErrorTerminal: boolean;
  readonly isInputTerminal: boolean;
  /** When the process began its work. */
  readonly startedAt: Date;
  readonly now: () => Date;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /** The same for a service: it never waits, and leaves out what nobody reads. */
  readonly writeLog: (text: string) => void;
  /** For output that comes while something else must go on: a write to them never waits for the reader of a pipe. */
  readonly streams: { readonly stdout: Writable; readonly stderr: Writable };
  readonly readInput: () => Promise<string>;
  /** Opens the other door, which this one only describes: doors do not know each other. */
  readonly serve: (options: ServeOptions) => Promise<void>;
  /** Set by commands: 0 passed, 1 findings. Errors are thrown. */
  exitCode: number;
}

/** The real process. */
export function processContext(serve: CliContext["serve"]): CliContext {
  const log = new ServiceLog();
  return {
    // Asked for when it is needed: help and explanations need none.
    get cwd() {
      return workingFolder();
    },
    environment: process.env,
    terminalColumns: mayBeTerminal(1) && process.stdout.isTTY ? process.stdout.columns : undefined,
    terminalRows: mayBeTerminal(1) && process.stdout.isTTY ? process.stdout.rows : undefined,
    isErrorTerminal: mayBeTerminal(2) && process.stderr.isTTY === true,
    isInputTerminal: mayBeTerminal(0) && process.stdin.isTTY === true,
    startedAt: new Date(),
    now: () => new Date(),
    writeOut: (text) => writeWhole(1, text),
    writeErr: (text) => writeWhole(2, text),
    writeLog: (text) => log.write(text),
    streams: {
      // Node's streams are loaded by what asks for them.
      get stdout() {
        return process.stdout;
      },
      get stderr() {
        return process.stderr;
      },
    },
    readInput,
    serve,
    exitCode: 0,
  };
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new AssayError({ code: "usage", message: "The working folder does not exist any more.", nextStep: "Change to a folder that does." });
  }
}

/** False for pipes and files, without Node's streams, which take a hook longer to load than to ask. */
function mayBeTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // It is closed.
    return false;
  }
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
      // The reader has gone; what was found still decides how the command ends.
      if (code === "EPIPE") return;
      throw unwritable(descriptor === 1 ? "standard output" : "standard error", code);
    }
  }
}

/** Writes a report, or its pieces one after the other, to a file. Throws `output-unwritable` with what stands in the way. */
export function writeReportFile(path: string, text: string | Iterable<string>): void {
  let file: number | undefined;
  try {
    file = openSync(path, "w");
    for (const piece of typeof text === "string" ? [text] : text) writeFileSync(file, piece);
  } catch (error) {
    throw unwritable(path, (error as NodeJS.ErrnoException).code);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Throws, before the long work, what {@link writeReportFile} would throw after it for a folder that is missing or named. */
export function checkReportFile(path: string): void {
  if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true) throw unwritable(path, "ENOENT");
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw unwritable(path, "EISDIR");
}

const unwritableReasons: ReadonlyMap<string, readonly [message: string, nextStep: string]> = new Map([
  ["ENOENT", ["its folder does not exist", "Make the folder first."]],
  ["ENOTDIR", ["its folder does not exist", "Make the folder first."]],
  ["EISDIR", ["it is a folder", "Name a file in it."]],
  ["EACCES", ["permission denied", "Name a file that you may write."]],
  ["EPERM", ["permission denied", "Name a file that you may write."]],
  ["EROFS", ["the file system is read-only", "Name a file that you may write."]],
  ["ENOSPC", ["no space is left on the device", "Free some space, or write elsewhere."]],
]);

/** What is thrown where a report, or anything on a standard stream, cannot be written. */
export function unwritable(path: string, code: string | undefined): AssayError {
  const [reason, nextStep] = unwritableReasons.get(code ?? "") ?? [code ?? "unknown cause", "Name a file that you may write."];
  return new AssayError({ code: "output-unwritable", message: `The report cannot be written to ${JSON.stringify(path)}: ${reason}.`, nextStep });
}

/** Text for standard error: a file name or a message out of a project must not steer the terminal or forge a line. */
export function printable(text: string): string {
  return text.split("\n").map((line) => neutralize(line, true)).join("\n");
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
