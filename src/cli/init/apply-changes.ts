// Writes what init planned, and takes it back: a note in the git folder says what each file was before.

import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AssayError } from "../../model/errors.ts";
import type { FileChange } from "./file-change.ts";

type Write = Extract<FileChange, { readonly after: string }>;

interface Note {
  readonly path: string;
  /** Null for a file that was not there. */
  readonly before: string | null;
  readonly after: string;
}

/** The note lies where no commit takes it, and beside the settings where there is no git folder. */
function notePath(root: string): string {
  const git = join(root, ".git");
  return statSync(git, { throwIfNoEntry: false })?.isDirectory() === true ? join(git, "assay-init.json") : join(root, ".assay-init.json");
}

export function applyChanges(root: string, changes: readonly Write[]): void {
  const notes = [...readNotes(root)];
  for (const { path, before, after, isExecutable } of changes) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    // A file that came to be since it was looked at is not overwritten.
    if (before === undefined) writeFileSync(file, after, { flag: "wx" });
    else writeFileSync(file, after);
    if (isExecutable === true) chmodSync(file, 0o755);
    notes.push({ path, before: before ?? null, after });
    writeFileSync(notePath(root), `${JSON.stringify(notes, null, 2)}\n`);
  }
}

/** What became of each file, the newest first. Throws `usage` where there is nothing to undo. */
export function undoChanges(root: string): readonly { readonly path: string; readonly outcome: "removed" | "restored" | "changed since and left" }[] {
  const notes = readNotes(root);
  if (notes.length === 0) throw new AssayError({ code: "usage", message: "there is nothing to undo here", nextStep: "Run it in the folder where `assay init` wrote." });
  const done = [...notes].reverse().map(({ path, before, after }) => {
    const file = join(root, path);
    if (!existsSync(file) || readFileSync(file, "utf8") !== after) return { path, outcome: "changed since and left" as const };
    if (before !== null) {
      writeFileSync(file, before);
      return { path, outcome: "restored" as const };
    }
    rmSync(file);
    removeEmptyFolders(root, dirname(path));
    return { path, outcome: "removed" as const };
  });
  rmSync(notePath(root));
  return done;
}

function readNotes(root: string): readonly Note[] {
  const file = notePath(root);
  // The file is ours: applyChanges wrote it.
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Note[]) : [];
}

function removeEmptyFolders(root: string, folder: string): void {
  for (let at = folder; at !== "." && at !== ""; at = dirname(at)) {
    try {
      rmdirSync(join(root, at));
    } catch {
      // Something else is in it: it stays, and so do those above.
      return;
    }
  }
}
