// Applies a unified diff to texts, without touching any file.

import { applyPatch, parsePatch } from "diff";
import { AssayError } from "../model/errors.ts";
import type { ChangedFile } from "./static-checks.ts";

/** Reads a project's file; undefined where there is none. */
export type ReadText = (path: string) => string | undefined;

const MAXIMUM_FILES = 500;

/** The files that a patch changes, in both versions. Throws `usage` for what is no patch or does not fit. */
export function readPatch(patch: string, read: ReadText): ChangedFile[] {
  const changes = parse(patch).filter(({ hunks, oldFileName, newFileName }) => hunks.length > 0 || oldFileName !== newFileName);
  if (changes.length === 0) throw wrong("it holds no change", "Make it with `git diff` or `diff -u`.");
  if (changes.length > MAXIMUM_FILES) throw wrong(`it changes ${changes.length} files; ${MAXIMUM_FILES} is the limit`, "Split it.");
  return changes.map((change) => {
    const oldPath = stripPrefix(change.oldFileName, read);
    const newPath = stripPrefix(change.newFileName, read);
    const path = newPath ?? oldPath;
    if (path === undefined) throw wrong("it names no file", "Give each change its file names.");
    if (path.split("/").includes("..") || path.startsWith("/")) throw wrong(`${JSON.stringify(path)} lies outside the project`, "Use paths relative to the project.");
    const before = oldPath === undefined ? undefined : read(oldPath);
    if (oldPath !== undefined && before === undefined) throw wrong(`there is no file ${oldPath}`, "Make the patch against the project as it is, with paths relative to its root.");
    if (newPath === undefined) return { path, before, after: undefined };
    const usesCrLf = before?.includes("\r\n") === true && !patch.includes("\r\n");
    const applied = applyPatch(usesCrLf ? before.replaceAll("\r\n", "\n") : (before ?? ""), change, { fuzzFactor: 2 });
    if (applied === false) throw wrong(`it does not fit ${path} as it is`, "Make the patch against the project as it is.");
    return { path, before, after: usesCrLf ? applied.replaceAll("\n", "\r\n") : applied };
  });
}

function parse(patch: string): ReturnType<typeof parsePatch> {
  try {
    return parsePatch(patch);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error), "Make it with `git diff` or `diff -u`.");
  }
}

/** `a/x`, `b/x` as git writes them, or the plain path where that is a file. */
function stripPrefix(name: string | undefined, read: ReadText): string | undefined {
  if (name === undefined || name === "/dev/null") return undefined;
  const plain = name.replace(/\t.*$/, "").replace(/^\.\//, "");
  if (!/^[ab]\//.test(plain)) return plain;
  const short = plain.slice(2);
  return read(short) === undefined && read(plain) !== undefined ? plain : short;
}

function wrong(problem: string, nextStep: string): AssayError {
  return new AssayError({ code: "usage", message: `The patch cannot be used: ${problem}.`, nextStep });
}
