// Finds rules in code from outside: a file that is named, or every `rule.ts` and `NAME.rule.ts` below a folder.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { AssayError } from "../model/errors.ts";

const codeEnding = /\.(?:ts|mts|js|mjs)$/;
const ruleName = /^(?:rule|[a-z0-9-]+\.rule)\.(?:ts|mts|js|mjs)$/;
const mostFiles = 20_000;

/** True for a file that holds a program, not data. */
export function isCodeRuleFile(path: string): boolean {
  return codeEnding.test(path);
}

/** Absolute paths in, absolute paths out, sorted. Throws `path-missing`. Runs nothing. */
export function findCodeRules(paths: readonly string[]): string[] {
  const files = new Set<string>();
  for (const path of paths) {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) throw new AssayError({ code: "path-missing", message: `There is no rule file or folder ${JSON.stringify(path)}.`, nextStep: "Name a rule file, or a folder that holds rules." });
    if (!status.isDirectory()) {
      if (isCodeRuleFile(path)) files.add(path);
    } else for (const file of findBelow(path)) files.add(file);
  }
  return [...files].sort();
}

/** A `rule.ts` beside `rule.yaml` is a target of that rule's test, and no rule: it must not run. */
function findBelow(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !ruleName.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    if (/(?:^|[/\\])(?:node_modules|\.git)(?:[/\\]|$)/.test(relative(folder, file))) continue;
    const stem = basename(file).split(".", 1)[0]!;
    const siblings = readdirSync(dirname(file));
    if (siblings.includes(`${stem}.yaml`) || siblings.includes(`${stem}.yml`)) continue;
    found.push(file);
    if (found.length > mostFiles) throw new AssayError({ code: "limit-exceeded", message: `${JSON.stringify(folder)} holds more than ${mostFiles} rules.` });
  }
  return found;
}

/** The text of a file, or undefined where there is none. */
export function readTextIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
