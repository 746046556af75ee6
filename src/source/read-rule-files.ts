// Reads rule files: a file, or every YAML and JSON file below a folder.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { AssayError } from "../model/errors.ts";
import { isCodeRuleFile } from "./find-code-rules.ts";

export interface RuleFile {
  /** As a reader finds it: relative to the working directory, forward slashes. */
  readonly path: string;
  readonly text: string;
}

const endings = /\.(?:ya?ml|json)$/i;
/** Annotated targets and proofs lie beside rules; these endings are none of ours. */
const notRules = /\.(?:test|fixed)\.(?:ya?ml|json)$/i;
const largestFileBytes = 8 * 1024 * 1024;
const mostFiles = 20_000;

/** Sorted by path; rules in code are no data and are left out. Throws `path-missing` or `config-unreadable`. */
export function readRuleFiles(paths: readonly string[], workingDirectory: string): RuleFile[] {
  const files = new Set<string>();
  for (const path of paths) collect(resolve(workingDirectory, path), path, files);
  return [...files].sort().map((file) => ({
    path: relative(workingDirectory, file).split(sep).join("/"),
    text: readText(file),
  }));
}

function collect(file: string, named: string, files: Set<string>): void {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined) {
    throw new AssayError({
      code: "path-missing",
      message: `There is no rule file or folder ${JSON.stringify(named)}.`,
      nextStep: "Name a YAML file with `rules:` in it, or a folder that holds such files.",
    });
  }
  if (!status.isDirectory()) {
    if (!isCodeRuleFile(file)) files.add(file);
    return;
  }
  for (const entry of readdirSync(file, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !endings.test(entry.name) || notRules.test(entry.name)) continue;
    if (/(?:^|[/\\])(?:node_modules|\.git)(?:[/\\]|$)/.test(relative(file, entry.parentPath))) continue;
    files.add(join(entry.parentPath, entry.name));
    if (files.size > mostFiles) {
      throw new AssayError({ code: "limit-exceeded", message: `${JSON.stringify(named)} holds more than ${mostFiles} files.` });
    }
  }
}

function readText(file: string): string {
  const size = statSync(file).size;
  if (size > largestFileBytes) {
    throw new AssayError({ code: "limit-exceeded", message: `${file} has ${size} bytes; a rule file may have ${largestFileBytes}.` });
  }
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new AssayError({ code: "config-unreadable", message: `${file} cannot be read.`, cause: error });
  }
}
