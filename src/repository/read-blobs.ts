// Reads the contents of blobs from git, all in one go.

import { AssayError } from "../model/errors.ts";
import { runGit } from "./run-git.ts";

/** One entry of a tree or the index that is to be read. */
export interface Blob {
  /** Root-relative. */
  readonly path: string;
  readonly hash: string;
}

/** A file as git holds it. */
export interface BlobFile {
  /** Root-relative. */
  readonly path: string;
  readonly bytes: Buffer;
}

export interface ReadBlobs {
  readonly files: readonly BlobFile[];
  /** Those above the limit. */
  readonly tooLarge: readonly { readonly path: string; readonly sizeBytes: number }[];
}

/** Modes of regular files; links and submodules have others. */
export const regularModes: ReadonlySet<string> = new Set(["100644", "100755"]);

/** Several lists at once, for each process that starts costs milliseconds of every commit. Throws `git-failed`. */
export async function readBlobs<Lists extends readonly (readonly Blob[])[]>(root: string, lists: Lists, maxFileSizeBytes: number): Promise<{ [Index in keyof Lists]: ReadBlobs }> {
  const sizeOf = await readSizes(root, lists.flat());
  const wanted = lists.flat().filter(({ hash }) => sizeOf.get(hash)! <= maxFileSizeBytes);
  const bytesOf = await readContents(root, [...new Set(wanted.map(({ hash }) => hash))]);
  const answers = lists.map((blobs): ReadBlobs => ({
    files: blobs.flatMap(({ path, hash }) => (bytesOf.has(hash) ? [{ path, bytes: bytesOf.get(hash)! }] : [])),
    tooLarge: blobs.flatMap(({ path, hash }) => (sizeOf.get(hash)! > maxFileSizeBytes ? [{ path, sizeBytes: sizeOf.get(hash)! }] : [])),
  }));
  // One answer a list, in their order.
  return answers as { [Index in keyof Lists]: ReadBlobs };
}

/** Sizes first, so that one huge blob cannot fill the memory. NaN for a blob that is not there. */
async function readSizes(root: string, blobs: readonly Blob[]): Promise<ReadonlyMap<string, number>> {
  if (blobs.length === 0) return new Map();
  const answer = await askGit(root, ["cat-file", "--batch-check=%(objectsize)"], linesOf(blobs.map(({ hash }) => hash)));
  const sizes = answer.toString("latin1").split("\n");
  return new Map(blobs.map(({ hash }, index) => [hash, Number(sizes[index])]));
}

async function readContents(root: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (hashes.length === 0) return contents;
  const answer = await askGit(root, ["cat-file", "--batch"], linesOf(hashes));
  let offset = 0;
  for (const hash of hashes) {
    const start = answer.indexOf(10, offset) + 1;
    // `<hash> blob <size>`, the bytes, a line feed.
    const sizeBytes = Number(answer.toString("latin1", offset, start).split(" ")[2]);
    // A copy: a view would take git's whole answer along wherever it is sent.
    contents.set(hash, Buffer.copyBytesFrom(answer, start, sizeBytes));
    offset = start + sizeBytes + 1;
  }
  return contents;
}

function linesOf(hashes: readonly string[]): string {
  return hashes.map((hash) => `${hash}\n`).join("");
}

/** Throws `git-failed`. */
export async function askGit(root: string, question: readonly string[], input?: string): Promise<Buffer> {
  const answer = await runGit({ root, arguments: question, ...(input === undefined ? {} : { input }) });
  if (answer.ok) return answer.output;
  throw unreadable(answer.failure);
}

/** What is thrown where git cannot answer. */
export function unreadable(failure: string): AssayError {
  return new AssayError({
    code: "git-failed",
    message: `Git could not read the stored files: ${failure}.`,
    nextStep: "Run inside a git work tree whose objects are complete.",
  });
}
