// Opens the files that fixes change, or says why one must be left alone, and writes them back as they were encoded.

import { basename, join } from "node:path";
import { cacheFolder, projectFolder } from "../cache/cache-location.ts";
import { AssayError } from "../model/errors.ts";
import type { FixedFile } from "../model/fix-outcome.ts";
import { findPartlyStaged } from "../repository/partly-staged.ts";
import { gitFolderOf } from "../repository/run-git.ts";
import type { SourceEncoding } from "../source/decode-source.ts";
import { encodeSource } from "../source/encode-source.ts";
import { findGitRoot } from "../source/find-root.ts";
import { readBytes, toSource } from "../source/read-source.ts";
import { findUnreplaceable, replaceFiles } from "../source/replace-files.ts";

/** A file whose text can be written back exactly. */
export interface OpenedFile {
  readonly bytes: Buffer;
  readonly text: string;
  readonly encoding: SourceEncoding;
}

/** Why a file is left alone. */
export interface ClosedFile {
  readonly code: string;
  readonly reason: string;
}

export type OpenFile = (path: string) => OpenedFile | ClosedFile;

const MAXIMUM_FILE_BYTES = 2 * 1024 * 1024;

/** Asks git once which files are partly staged. */
export async function createOpener(root: string): Promise<OpenFile> {
  const partlyStaged = findGitRoot(root) === root ? await findPartlyStaged(root) : new Set<string>();
  return (path) => {
    if (partlyStaged.has(path)) return { code: "partly-staged", reason: "Some of its changes are staged and others are not; stage all of them or none." };
    const absolutePath = join(root, path);
    const problem = findUnreplaceable(absolutePath);
    if (problem !== undefined) return { code: "not-replaceable", reason: problem };
    const bytes = readBytes({ path, absolutePath, maxFileSizeBytes: MAXIMUM_FILE_BYTES });
    if ("reason" in bytes) return { code: "unreadable", reason: `It cannot be read: ${bytes.detail}.` };
    const source = toSource(bytes, path, { includeGenerated: true });
    if ("reason" in source) return { code: "unreadable", reason: `It cannot be read: ${source.detail}.` };
    const again = encodeSource(source.text, source.encoding);
    if (again?.equals(bytes) !== true) return { code: "encoding", reason: "Its bytes are no valid text in its encoding, so it could not be written back as it is." };
    return { bytes, text: source.text, encoding: source.encoding };
  };
}

/** Writes all files or none. Throws `conflict` or `output-unwritable`. */
export async function writeFixes(root: string, files: readonly FixedFile[], opened: ReadonlyMap<string, OpenedFile>): Promise<void> {
  const replacements = files.map(({ path, after }) => {
    const { bytes, encoding } = opened.get(path)!;
    const encoded = encodeSource(after, encoding);
    if (encoded === undefined) throw new AssayError({ code: "output-unwritable", message: `${path} cannot hold its fixes: it is encoded as ${encoding}.`, nextStep: "Leave the file out, or save it as UTF-8." });
    return { absolutePath: join(root, path), before: bytes, after: encoded };
  });
  await replaceFiles(journalFolders(root), replacements);
}

/** Places outside of the work tree first, so that a run that is killed leaves nothing in it. */
export function journalFolders(root: string): string[] {
  const gitFolder = findGitRoot(root) === root ? [join(gitFolderOf(root), "assay-fix")] : [];
  const request = { root, buildId: "fix", environment: process.env };
  return [...gitFolder, join(cacheFolder(request), "fix", basename(projectFolder(request))), join(root, ".assay-fix")];
}
