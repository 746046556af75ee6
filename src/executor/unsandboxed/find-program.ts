// Finds the interpreters of unprotected runs where this system keeps its programs.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { AssayError } from "../../model/errors.ts";
import type { InterpreterName } from "../languages/language-support.ts";

const NAMES: Readonly<Record<InterpreterName, readonly string[]>> = {
  python3: ["python3", "python"],
  node: ["node"],
  bash: ["bash"],
};

/** Absolute path of an interpreter on the search path; Node is the one that runs the service. Throws `not-available`. */
export function findProgram(name: InterpreterName): string {
  if (name === "node") return process.execPath;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const endings = process.platform === "win32" ? [".exe"] : [""];
  for (const word of NAMES[name]) {
    for (const folder of folders) {
      const found = endings.map((ending) => join(folder, word + ending)).find(isProgram);
      if (found !== undefined) return found;
    }
  }
  throw new AssayError({ code: "not-available", message: `Running this language needs ${name}, which is not on the search path.`, nextStep: `Install ${name} and put it on PATH.` });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
