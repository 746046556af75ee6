// Lays a fix beside the project inside the sandbox, so that one run can work on both versions.

import type { ChangedFile } from "../../verification/static-checks.ts";
import type { ProgramVersion } from "./run-programs.ts";

/** Holds the changed files of the fixed version. */
const FIXED_FOLDER = ".assay-fixed";

export interface TwoVersions {
  readonly before: ProgramVersion;
  readonly after: ProgramVersion;
  /** What the run must be given. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

/** Both versions of a project of which these files change. */
export function layVersions(files: readonly ChangedFile[]): TwoVersions {
  return {
    before: { folder: "." },
    after: { folder: ".", overlay: FIXED_FOLDER, deleted: files.filter(({ after }) => after === undefined).map(({ path }) => path) },
    files: [{ path: `${FIXED_FOLDER}/.keep`, content: "" }, ...files.flatMap(({ path, after }) => (after === undefined ? [] : [{ path: `${FIXED_FOLDER}/${path}`, content: after }]))],
  };
}
