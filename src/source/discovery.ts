// The records of discovery: what is asked for, and which files were found.

import type { Notice, SkippedFile } from "../model/report.ts";
import type { LanguageNames } from "./languages-by-name.ts";

/** Lists the files of a git work tree; made by the repository folder and handed in, so that this folder needs no git. */
export type ListWorkTree = (request: {
  /** Absolute path of the work tree's top. */
  readonly root: string;
  /** Root-relative files and folders to list; "" for everything. */
  readonly paths: readonly string[];
}) => Promise<WorkTreeListing>;

/** NUL-separated root-relative names as git wrote them, or why git could not list them. */
export type WorkTreeListing =
  | { readonly names: Uint8Array; /** Root-relative folders that may not be read. */ readonly unreadableFolders: readonly string[] }
  | { readonly failure: string };

export interface DiscoveryRequest {
  /** Files and folders as the user named them, absolute or relative to `workingDirectory`; none means the directory itself. */
  readonly paths: readonly string[];
  /** Absolute. */
  readonly workingDirectory: string;
  readonly languages: readonly LanguageNames[];
  readonly maxFileSizeBytes: number;
  /** Lifts ignore files, settings' excludes and the size limit. `.git` and nested `node_modules` stay out. */
  readonly noIgnore: boolean;
  /** True where copies of other projects' libraries are left out, unless they are named or taken back. `noIgnore` lifts that. */
  readonly leavesOutVendored?: boolean;
  /** The settings' `exclude`, on root-relative paths. */
  readonly isExcluded?: (path: string) => boolean;
  /** Keeps only these root-relative paths, for instance the files changed since a commit. */
  readonly onlyPaths?: ReadonlySet<string>;
  /** Used where the root is a git work tree; without it, or where it fails, folders are walked. */
  readonly listWorkTree?: ListWorkTree;
}

export interface DiscoveredFile {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  readonly absolutePath: string;
  /** What it holds, where that is not what lies there on the disk. */
  readonly bytes?: Uint8Array;
  /** Id of the language. */
  readonly language: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
}

export interface Discovery {
  /** Absolute path that all paths are relative to. */
  readonly root: string;
  readonly isGitRoot: boolean;
  /** Sorted by path in the order of UTF-16 units. */
  readonly files: readonly DiscoveredFile[];
  /** Sorted by path. */
  readonly skipped: readonly SkippedFile[];
  readonly notices: readonly Notice[];
}
