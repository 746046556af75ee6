// Finds the installed real program.

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { AssayError } from "../../model/errors.ts";

/** The path of `semgrep`: what ASSAY_SEMGREP names, else the first on PATH. Throws `not-available` with the next step. */
export function findSemgrep(environment: Readonly<Record<string, string | undefined>>, cwd: string): string {
  const named = environment["ASSAY_SEMGREP"];
  if (named !== undefined && named !== "") {
    const path = resolve(cwd, named);
    if (isProgram(path)) return path;
    throw new AssayError({
      code: "not-available",
      message: `ASSAY_SEMGREP names ${JSON.stringify(named)}, which is no program.`,
      nextStep: "Let it name the semgrep program itself, or leave it unset to search PATH.",
    });
  }
  // A relative folder on PATH would let the scanned project bring its own program.
  const folders = (environment["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  const found = folders.map((folder) => join(folder, "semgrep")).find(isProgram);
  if (found !== undefined) return found;
  throw new AssayError({
    code: "not-available",
    message: "The program semgrep is not installed: it is not on PATH.",
    nextStep: "Install it (`pipx install semgrep`), or name it in ASSAY_SEMGREP, or leave --engine out to run the rules natively.",
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
