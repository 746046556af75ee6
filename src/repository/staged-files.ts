// Reads what is staged for the next commit and what the head holds in its place, from git's blobs and never from the work tree.

import { type Blob, type BlobFile, type ReadBlobs, askGit, readBlobs, regularModes, unreadable } from "./read-blobs.ts";
import { runGit, splitNul } from "./run-git.ts";

/** What was read: the files, those above the limit, and those that the change takes away. */
export interface ReadFiles extends ReadBlobs {
  /** Root-relative; for a renamed file its old path. */
  readonly deleted: readonly string[];
}

/** What is staged, beside what it takes the place of. */
export interface StagedChange extends ReadFiles {
  /** The same files as the head holds them; new ones are not among them. */
  readonly before: readonly BlobFile[];
  /** What the change takes away, as the head holds it. */
  readonly readDeleted: () => Promise<readonly BlobFile[]>;
}

/**
 * The staged bytes of the given paths, or of everything that is staged and differs from the head. A path that is not
 * staged is left out; a blob above the limit as well, and named in `tooLarge`. Throws `git-failed`.
 */
export async function readStagedFiles(root: string, maxFileSizeBytes: number, paths?: readonly string[]): Promise<StagedChange> {
  const wanted = paths === undefined ? undefined : new Set(paths);
  const { fresh, replaced, deleted } = await findStagedBlobs(root);
  const isWanted = ({ path }: Blob): boolean => wanted?.has(path) ?? true;
  const [read, before] = await readBlobs(root, [fresh.filter(isWanted), replaced.filter(isWanted)] as const, maxFileSizeBytes);
  return {
    ...read,
    deleted: deleted.map(({ path }) => path),
    before: before.files,
    readDeleted: async () => (await readBlobs(root, [deleted.filter(({ isRegular }) => isRegular)] as const, maxFileSizeBytes))[0].files,
  };
}

/** Paths that a commit holds and the index does not. Throws `git-failed`. */
export async function listDeletedSince(root: string, commit: string): Promise<readonly string[]> {
  return splitNul(await askGit(root, ["diff-index", "--cached", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", "--diff-filter=D", "--name-only", "-z", commit, "--"]));
}

/** The bytes of files as they were in a commit; paths that it does not hold are left out. Throws `git-failed`. */
export async function readCommittedFiles(root: string, commit: string, paths: readonly string[], maxFileSizeBytes: number): Promise<ReadBlobs> {
  if (paths.length === 0) return { files: [], tooLarge: [] };
  const listing = await askGit(root, ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit, ...namedInTree(paths)]);
  const wanted = new Set(paths);
  const blobs: Blob[] = [];
  for (const entry of splitNul(listing)) {
    const [mode, , hash] = entry.slice(0, entry.indexOf("\t")).split(" ");
    const path = entry.slice(entry.indexOf("\t") + 1);
    if (wanted.has(path) && regularModes.has(mode!)) blobs.push({ path, hash: hash! });
  }
  return (await readBlobs(root, [blobs] as const, maxFileSizeBytes))[0];
}

/** UTF-16 units; every system's command line holds this many. */
const longestNaming = 20_000;

/** A large tree takes git long to list: it is told what is looked for, where a command line holds that. */
function namedInTree(paths: readonly string[]): readonly string[] {
  return paths.reduce((sum, path) => sum + path.length + 1, 0) > longestNaming ? [] : paths;
}

interface StagedBlobs {
  readonly fresh: readonly Blob[];
  readonly replaced: readonly Blob[];
  readonly deleted: readonly (Blob & { readonly isRegular: boolean })[];
}

async function findStagedBlobs(root: string): Promise<StagedBlobs> {
  const fields = await listStaged(root);
  const fresh: Blob[] = [];
  const replaced: Blob[] = [];
  const deleted: StagedBlobs["deleted"][number][] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    // `:100644 100755 <old hash> <new hash> M`, then the path.
    const [oldMode, newMode, oldHash, newHash, status] = fields[index]!.slice(1).split(" ");
    const path = fields[index + 1]!;
    const isRegular = regularModes.has(oldMode!);
    if (status === "D") deleted.push({ path, hash: oldHash!, isRegular });
    if (!regularModes.has(newMode!)) continue;
    fresh.push({ path, hash: newHash! });
    if (isRegular) replaced.push({ path, hash: oldHash! });
  }
  return { fresh: fresh.sort((left, right) => (left.path < right.path ? -1 : 1)), replaced, deleted };
}

/** What differs between the head and the index, as `diff-index` writes it. */
async function listStaged(root: string): Promise<string[]> {
  const question = ["diff-index", "--cached", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", "--full-index", "-z", "HEAD", "--"];
  const changed = await runGit({ root, arguments: question });
  if (changed.ok) return splitNul(changed.output);
  const head = await runGit({ root, arguments: ["rev-parse", "--verify", "--quiet", "HEAD^{tree}"] });
  // Before the first commit everything in the index is new.
  if (head.ok) throw unreadable(changed.failure);
  return indexAsDiff(root);
}

async function indexAsDiff(root: string): Promise<string[]> {
  const entries = splitNul(await askGit(root, ["ls-files", "--stage", "-z"]));
  return entries.flatMap((entry) => {
    const [mode, hash, stage] = entry.slice(0, entry.indexOf("\t")).split(" ");
    return stage === "0" ? [`:000000 ${mode} 0 ${hash} A`, entry.slice(entry.indexOf("\t") + 1)] : [];
  });
}
