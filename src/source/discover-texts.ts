// Chooses, of texts that are at hand such as git's blobs, those that a scan of their project would take.

import { join } from "node:path";
import { comparePaths } from "./compare-paths.ts";
import type { DiscoveredFile, Discovery } from "./discovery.ts";
import { assayIgnoreName, createIgnoreFiles } from "./ignore-files.ts";
import { type LanguageFinder, type LanguageNames, createLanguageFinder } from "./languages-by-name.ts";
import { isVendored, vendoredFile } from "./vendored-paths.ts";

/** A file whose bytes are known, wherever they came from. */
export interface TextFile {
  /** Root-relative, forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface TextsRequest {
  /** Absolute: the project whose ignore files hold. */
  readonly root: string;
  readonly languages: readonly LanguageNames[];
  readonly maxFileSizeBytes: number;
  /** Lifts ignore files, settings' excludes and the size limit. */
  readonly noIgnore: boolean;
  /** The settings' `exclude`, on root-relative paths. */
  readonly isExcluded: (path: string) => boolean;
}

const firstLineBytes = 128;

/** Never throws. Files of unknown languages are passed over without a word, as in a folder. */
export function discoverTexts(texts: readonly TextFile[], request: TextsRequest): Discovery {
  const { root, noIgnore, maxFileSizeBytes } = request;
  const finder = createLanguageFinder(request.languages);
  const ignores = createIgnoreFiles(root, assayIgnoreName);
  const files: DiscoveredFile[] = [];
  const skipped: Discovery["skipped"][number][] = [];
  for (const { path, bytes } of texts) {
    const language = languageOfText({ path, bytes }, finder);
    if (language === undefined || (!noIgnore && (ignores.isFileIgnored(path) || request.isExcluded(path)))) continue;
    if (!noIgnore && isVendored(path, [], ignores)) skipped.push(vendoredFile(path));
    else if (bytes.length > maxFileSizeBytes && !noIgnore) skipped.push({ path, reason: "too-large", detail: `${bytes.length} bytes; the limit is ${maxFileSizeBytes}` });
    else files.push({ ...asDiscovered({ path, bytes }, language, root), bytes });
  }
  return { root, isGitRoot: false, files: files.sort(comparePaths), skipped: skipped.sort(comparePaths), notices: [] };
}

/** The text as a file of that folder. Its times are in the future: the cache finds results by the bytes, and never takes this state for the work tree's. */
export function asDiscovered({ path, bytes }: TextFile, language: string, folder: string): DiscoveredFile {
  return { path, absolutePath: join(folder, path), language, sizeBytes: bytes.length, mtimeMs: 0, ctimeMs: Number.MAX_SAFE_INTEGER, inode: 0 };
}

/** The language of a text, by its name or its first line. */
export function languageOfText({ path, bytes }: TextFile, finder: LanguageFinder): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const byName = finder.byName(name);
  if (byName !== undefined || name.includes(".", 1)) return byName;
  return finder.byFirstLine(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, firstLineBytes)).toString("latin1"));
}
