// Replaces several files at once: whatever ends the process, all are old or all become new.
//
// New contents are laid beside a journal, on the file system of the files. The journal's appearance decides: before it
// nothing has happened, after it every file is renamed into place, by a process of its own that no signal to ours
// reaches, and if that dies too, by whoever opens the journal next.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, closeSync, existsSync, fstatSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { AssayError } from "../model/errors.ts";

export interface Replacement {
  readonly absolutePath: string;
  /** What the file holds now; another content is somebody else's work, and nothing is replaced. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

interface JournalEntry {
  readonly target: string;
  readonly staged: string;
  readonly beforeHash: string;
  readonly afterHash: string;
}

const JOURNAL = "journal.json";
/** Holds the process id of whoever is at it. */
const OWNER = "owner";

/** Renames what is still staged. Kept in plain words, for it is handed to a process of its own. */
const renamer = `
const { existsSync, readFileSync, renameSync } = require("node:fs");
for (const { staged, target } of JSON.parse(readFileSync(process.argv[1], "utf8"))) if (existsSync(staged)) renameSync(staged, target);
`;

/**
 * Replaces the files. `folders` are places for the journal, the best first; one on the files' own file system is
 * taken. Throws `conflict` where a file has changed meanwhile, `output-unwritable` where one cannot be replaced.
 */
export async function replaceFiles(folders: readonly string[], replacements: readonly Replacement[]): Promise<void> {
  for (const folder of folders) finishReplacement(folder);
  const folder = chooseFolder(folders, replacements);
  try {
    writeDurably(join(folder, OWNER), Buffer.from(String(process.pid)), 0o600);
    const entries = replacements.map((replacement, index) => stage(folder, replacement, index));
    for (const replacement of replacements) checkUnchanged(replacement);
    writeDurably(join(folder, `${JOURNAL}.new`), Buffer.from(JSON.stringify(entries)), 0o600);
    renameSync(join(folder, `${JOURNAL}.new`), join(folder, JOURNAL));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error instanceof AssayError ? error : unwritable(folder, error);
  }
  await renameApart(join(folder, JOURNAL));
  const lost = finishReplacement(folder);
  if (lost.length > 0) throw new AssayError({ code: "conflict", message: `${lost.join(", ")} changed while the fixes were written, and was left alone.`, nextStep: "Look at the file and run the command again." });
}

/** Why a file must not be replaced by another of its name, or undefined. One sentence. */
export function findUnreplaceable(absolutePath: string): string | undefined {
  const status = lstatSync(absolutePath, { throwIfNoEntry: false });
  if (status === undefined) return "It is gone.";
  if (!status.isFile()) return "It is a link; mend the file that it leads to.";
  if (status.nlink > 1) return "It has several hard links, which a new file of its name would cut.";
  return (status.mode & 0o222) === 0 ? "It is write-protected." : undefined;
}

/** Ends a replacement that was cut off, forwards. Answers with the files that somebody has changed since and that were left alone. */
export function finishReplacement(folder: string): string[] {
  if (!existsSync(folder)) return [];
  checkAbandoned(folder);
  const lost: string[] = [];
  const journal = join(folder, JOURNAL);
  if (existsSync(journal)) {
    // Only this file writes it, and renames it into place when it is whole.
    const entries = JSON.parse(readFileSync(journal, "utf8")) as JournalEntry[];
    for (const { target, staged, beforeHash, afterHash } of entries) {
      const now = existsSync(target) ? hashOf(readFileSync(target)) : undefined;
      if (now === afterHash) continue;
      if (now === beforeHash && existsSync(staged)) renameSync(staged, target);
      else lost.push(target);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return lost;
}

function checkAbandoned(folder: string): void {
  const owner = join(folder, OWNER);
  const pid = existsSync(owner) ? Number(readFileSync(owner, "utf8")) : 0;
  if (!(pid > 0) || pid === process.pid || !isAlive(pid)) return;
  throw new AssayError({ code: "conflict", message: `Another run (process ${pid}) is writing fixes into this project.`, nextStep: `Wait for its end; if there is none, remove ${folder}.` });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Renaming does not cross file systems. */
function chooseFolder(folders: readonly string[], replacements: readonly Replacement[]): string {
  const devices = new Set(replacements.map(({ absolutePath }) => statSync(dirname(absolutePath)).dev));
  let cause: unknown;
  for (const folder of folders) {
    try {
      mkdirSync(dirname(folder), { recursive: true });
      if (![...devices].every((device) => statSync(dirname(folder)).dev === device)) continue;
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      cause = error;
    }
  }
  throw unwritable(folders.at(-1) ?? "", cause);
}

function stage(folder: string, { absolutePath, before, after }: Replacement, index: number): JournalEntry {
  const { mode, uid, gid } = statSync(absolutePath);
  const staged = join(folder, String(index));
  writeDurably(staged, after, mode & 0o7777);
  const own = statSync(staged);
  if (own.uid !== uid || own.gid !== gid) chownSync(staged, uid, gid);
  return { target: absolutePath, staged, beforeHash: hashOf(before), afterHash: hashOf(after) };
}

function checkUnchanged({ absolutePath, before }: Replacement): void {
  if (hashOf(readFileSync(absolutePath)) === hashOf(before)) return;
  throw new AssayError({ code: "conflict", message: `${absolutePath} changed while its fixes were judged; nothing was written.`, nextStep: "Run the command again." });
}

function writeDurably(path: string, bytes: Uint8Array, mode: number): void {
  const descriptor = openSync(path, "wx", mode);
  try {
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(descriptor, bytes, offset);
    fsyncSync(descriptor);
    if ((fstatSync(descriptor).mode & 0o7777) !== mode) chmodSync(path, mode);
  } finally {
    closeSync(descriptor);
  }
}

/** In a session of its own: neither Ctrl-C nor the end of this process stops it between two files. */
function renameApart(journal: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--eval", renamer, journal], { detached: true, stdio: "ignore", env: {} });
    // Where it cannot run, finishReplacement does the same in this process.
    child.on("error", () => resolve());
    child.on("exit", () => resolve());
  });
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function unwritable(path: string, cause: unknown): AssayError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown cause";
  return new AssayError({ code: "output-unwritable", message: `The fixes cannot be written: ${path}: ${code}.`, nextStep: "Make the files and their folders writable, or apply the output of --diff.", cause });
}
