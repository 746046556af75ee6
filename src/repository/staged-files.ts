// Reads what is staged for the next commit, from git's blobs and never from the work tree.

import { AssayError } from "../model/errors.ts";
import { runGit, splitNul } from "./run-git.ts";

export interface StagedFile {
  /** Root-relative. */
  readonly path: string;
  /** The staged bytes. */
  readonly bytes: Buffer;
}

/** One entry of a tree or the index that is to be read. */
interface Blob {
  readonly path: string;
  readonly hash: string;
}

/** Modes of regular files; links and submodules have others. */
const regularModes: ReadonlySet<string> = new Set(["100644", "100755"]);

/** What was read: the files, those above the limit, and those that the change takes away. */
export interface ReadFiles {
  readonly files: readonly StagedFile[];
  readonly tooLarge: readonly { readonly path: string; readonly sizeBytes: number }[];
  /** Root-relative; for a renamed file its old path. */
  readonly deleted: readonly string[];
}

/**
 * The staged bytes of the given paths, or of everything that is staged and differs from the head. A path that is not
 * staged is left out; a blob above the limit as well, and named in `tooLarge`. Throws `git-failed`.
 */
export async function readStagedFiles(root: string, maxFileSizeBytes: number, paths?: readonly string[]): Promise<ReadFiles> {
  const wanted = paths === undefined ? undefined : new Set(paths);
  const { blobs, deleted } = await findStagedBlobs(root);
  const read = await readBlobs(root, blobs.filter((blob) => wanted?.has(blob.path) ?? true), maxFileSizeBytes);
  return { ...read, deleted };
}

/** Paths that a commit holds and the index does not. Throws `git-failed`. */
export async function listDeletedSince(root: string, commit: string): Promise<readonly string[]> {
  return splitNul(await ask(root, ["diff-index", "--cached", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", "--diff-filter=D", "--name-only", "-z", commit, "--"]));
}

/** The bytes of files as they were in a commit; paths that it does not hold are left out. Throws `git-failed`. */
export async function readCommittedFiles(
  root: string,
  commit: string,
  paths: readonly string[],
  maxFileSizeBytes: number,
): Promise<{ readonly files: readonly StagedFile[]; readonly tooLarge: readonly { readonly path: string; readonly sizeBytes: number }[] }> {
  const listing = await ask(root, ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit]);
  const wanted = new Set(paths);
  const blobs: Blob[] = [];
  for (const entry of splitNul(listing)) {
    const [mode, , hash] = entry.slice(0, entry.indexOf("\t")).split(" ");
    const path = entry.slice(entry.indexOf("\t") + 1);
    if (wanted.has(path) && regularModes.has(mode!)) blobs.push({ path, hash: hash! });
  }
  return readBlobs(root, blobs, maxFileSizeBytes);
}

async function findStagedBlobs(root: string): Promise<{ readonly blobs: readonly Blob[]; readonly deleted: readonly string[] }> {
  const head = await runGit({ root, arguments: ["rev-parse", "--verify", "--quiet", "HEAD^{tree}"] });
  // Before the first commit everything in the index is new.
  const fields = head.ok
    ? splitNul(await ask(root, ["diff-index", "--cached", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", "--full-index", "-z", "HEAD", "--"]))
    : await indexAsDiff(root);
  const blobs: Blob[] = [];
  const deleted: string[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    // `:100644 100755 <old hash> <new hash> M`, then the path.
    const [, newMode, , newHash, status] = fields[index]!.split(" ");
    if (regularModes.has(newMode!)) blobs.push({ path: fields[index + 1]!, hash: newHash! });
    else if (status === "D") deleted.push(fields[index + 1]!);
  }
  return { blobs: blobs.sort((left, right) => (left.path < right.path ? -1 : 1)), deleted };
}

async function indexAsDiff(root: string): Promise<string[]> {
  const entries = splitNul(await ask(root, ["ls-files", "--stage", "-z"]));
  return entries.flatMap((entry) => {
    const [mode, hash, stage] = entry.slice(0, entry.indexOf("\t")).split(" ");
    return stage === "0" ? [`:000000 ${mode} 0 ${hash} A`, entry.slice(entry.indexOf("\t") + 1)] : [];
  });
}

/** Sizes first, so that one huge blob cannot fill the memory; then all contents in one go. */
async function readBlobs(
  root: string,
  blobs: readonly Blob[],
  maxFileSizeBytes: number,
): Promise<{ readonly files: StagedFile[]; readonly tooLarge: { readonly path: string; readonly sizeBytes: number }[] }> {
  if (blobs.length === 0) return { files: [], tooLarge: [] };
  const sizes = (await ask(root, ["cat-file", "--batch-check=%(objectsize)"], hashLines(blobs))).toString("latin1").split("\n");
  const tooLarge: { path: string; sizeBytes: number }[] = [];
  const small: Blob[] = [];
  blobs.forEach((blob, index) => {
    const sizeBytes = Number(sizes[index]);
    if (sizeBytes <= maxFileSizeBytes) small.push(blob);
    else if (sizeBytes > maxFileSizeBytes) tooLarge.push({ path: blob.path, sizeBytes });
  });
  const output = small.length === 0 ? Buffer.alloc(0) : await ask(root, ["cat-file", "--batch"], hashLines(small));
  const files: StagedFile[] = [];
  let offset = 0;
  for (const blob of small) {
    const lineEnd = output.indexOf(10, offset);
    // `<hash> blob <size>`, the bytes, a line feed.
    const sizeBytes = Number(output.toString("latin1", offset, lineEnd).split(" ")[2]);
    files.push({ path: blob.path, bytes: output.subarray(lineEnd + 1, lineEnd + 1 + sizeBytes) });
    offset = lineEnd + 1 + sizeBytes + 1;
  }
  return { files, tooLarge };
}

function hashLines(blobs: readonly Blob[]): string {
  return blobs.map((blob) => `${blob.hash}\n`).join("");
}

async function ask(root: string, question: readonly string[], input?: string): Promise<Buffer> {
  const answer = await runGit({ root, arguments: question, ...(input === undefined ? {} : { input }) });
  if (answer.ok) return answer.output;
  throw new AssayError({
    code: "git-failed",
    message: `Git could not read the stored files: ${answer.failure}.`,
    nextStep: "Run inside a git work tree whose objects are complete.",
  });
}
