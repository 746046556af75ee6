// Tells which lines a change wrote: those of files as they are now that are not as they were in a commit.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AssayError } from "../model/errors.ts";
import { filtersOff } from "./filters-off.ts";
import { runGit, splitNul } from "./run-git.ts";

/** What git calls the tree that holds nothing: all is new against it. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/**
 * 1-based lines by root-relative path; a renamed file has those that changed besides, a file that lost lines only has an
 * empty set, an untracked one has all. Without a commit every line is new. Throws `git-failed`.
 */
export async function findChangedLines(root: string, commit: string | undefined): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const [patch, untracked] = await Promise.all([
    ask(root, ["-c", "core.quotePath=true", "diff", "--unified=0", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", commit ?? emptyTree, "--"], await filtersOff(root)),
    ask(root, ["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  const changed = new Map<string, Set<number>>(readPatch(patch.toString("utf8")));
  for (const path of splitNul(untracked)) changed.set(path, allLines(join(root, path)));
  return changed;
}

async function ask(root: string, question: readonly string[], settings: readonly string[] = []): Promise<Buffer> {
  const answer = await runGit({ root, arguments: question, settings });
  if (answer.ok) return answer.output;
  throw new AssayError({ code: "git-failed", message: `Git could not tell which lines changed: ${answer.failure}.` });
}

/** A patch without context lines: headers tell all, the changed text is skipped by its number of lines. */
function* readPatch(patch: string): Generator<[string, Set<number>]> {
  const lines = patch.split("\n");
  let path: string | undefined;
  let changed = new Set<number>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (line.startsWith("diff --git ")) {
      if (path !== undefined) yield [path, changed];
      [path, changed] = [undefined, new Set()];
    } else if (line.startsWith("+++ ")) {
      path = pathOf(line.slice(4));
    } else if (hunk !== null) {
      const [removed, first, added] = [Number(hunk[1] ?? 1), Number(hunk[2]), Number(hunk[3] ?? 1)];
      for (let number = first; number < first + added; number++) changed.add(number);
      at += removed + added;
    }
  }
  if (path !== undefined) yield [path, changed];
}

/** Undefined for what is gone. Git puts names with special characters in quotes, their bytes as octal numbers. */
function pathOf(written: string): string | undefined {
  const name = written.replace(/\t$/, "");
  const plain = name.startsWith('"') ? unquote(name.slice(1, -1)) : name;
  return plain.startsWith("b/") ? plain.slice(2) : undefined;
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, "\\": 92 };

function unquote(text: string): string {
  const bytes: number[] = [];
  for (const [found, octal, letter] of text.matchAll(/\\([0-7]{3})|\\(.)|[^\\]/gs)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else if (letter !== undefined) bytes.push(escapes[letter] ?? letter.charCodeAt(0));
    else bytes.push(...Buffer.from(found));
  }
  return Buffer.from(bytes).toString("utf8");
}

const largestFileBytes = 16 * 1024 * 1024;

function allLines(file: string): Set<number> {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > largestFileBytes) return new Set();
    const count = bytes.toString("latin1").split("\n").length - (bytes.at(-1) === 10 ? 1 : 0);
    return new Set(Array.from({ length: bytes.length === 0 ? 0 : count }, (_, index) => index + 1));
  } catch {
    // A link to nowhere, or gone meanwhile: it has no lines.
    return new Set();
  }
}
