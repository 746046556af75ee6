// Lays files out in a temporary folder, for work on texts that are not in the work tree.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A file's place below the folder, with forward slashes, and its bytes. */
export interface ScratchFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Makes the folder, runs `use` on its real path, and takes it away whatever happens. */
export async function withScratchTree<T>(files: readonly ScratchFile[], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "assay-tree-")));
  try {
    for (const { path, bytes } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
