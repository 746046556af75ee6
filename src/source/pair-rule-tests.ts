// Finds the test files of rule files: annotated targets and fixed texts of the same base name, and our rule folders.

import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { AssayError } from "../model/errors.ts";

/** One annotated target with the rule files and the fixed texts that belong to it. Paths are absolute. */
export interface RuleTestPair {
  readonly target: string;
  readonly ruleFiles: readonly string[];
  readonly fixed: readonly string[];
}

/** A folder with one rule and its examples. */
export interface RuleFolder {
  readonly folder: string;
  /** `rule.yaml`, or `rule.ts`, `rule.js` … for a rule in code. */
  readonly rule: string;
  readonly bad: readonly string[];
  /** Files in which nothing is to be found. */
  readonly silent: readonly string[];
}

export interface RuleTests {
  readonly pairs: readonly RuleTestPair[];
  readonly folders: readonly RuleFolder[];
  /** Rule files without a target. */
  readonly untested: readonly string[];
}

const mostFiles = 100_000;
const ruleFileEnding = /\.ya?ml$/;
const testEnding = /\.test\.ya?ml$/;

/** Pairs below a folder, or of one rule file. Throws `path-missing`. */
export function findRuleTests(path: string, workingDirectory: string): RuleTests {
  const absolute = resolve(workingDirectory, path);
  const status = statSync(absolute, { throwIfNoEntry: false });
  if (status === undefined) {
    throw new AssayError({
      code: "path-missing",
      message: `There is no rule file or folder ${JSON.stringify(path)}.`,
      nextStep: "Name a rule file, or a folder that holds rule files and their annotated targets.",
    });
  }
  const top = status.isDirectory() ? absolute : dirname(absolute);
  const files = listFiles(top, path);
  const folders = status.isDirectory() ? ruleFoldersIn(files) : [];
  const inFolders = new Set(folders.map(({ folder }) => folder));
  const plain = files.filter((file) => !inFolders.has(dirname(file)));
  const ruleFiles = plain.filter((file) => isRuleFile(file) && (status.isDirectory() || file === absolute));
  return { ...pairUp(ruleFiles, plain), folders };
}

function listFiles(top: string, named: string): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(top, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || relative(top, file).split(sep).some((part) => part.startsWith(".") || part === "node_modules")) continue;
    files.push(file);
    if (files.length > mostFiles) throw new AssayError({ code: "limit-exceeded", message: `${JSON.stringify(named)} holds more than ${mostFiles} files.` });
  }
  return files.sort();
}

/** A folder is one of ours where it holds `rule.yaml`, or a rule in code, beside `bad.*`. */
function ruleFoldersIn(files: readonly string[]): RuleFolder[] {
  const byFolder = new Map<string, string[]>();
  for (const file of files) byFolder.set(dirname(file), [...(byFolder.get(dirname(file)) ?? []), file]);
  return [...byFolder].flatMap(([folder, inside]) => {
    const rule = inside.find((file) => /^rule\.(?:ya?ml|m?[jt]s)$/.test(basename(file)));
    const kind = (word: string): string[] => inside.filter((file) => basename(file).startsWith(`${word}.`) || basename(file).startsWith(`${word}-`));
    const bad = kind("bad");
    return rule === undefined || bad.length === 0 ? [] : [{ folder, rule, bad, silent: [...kind("good"), ...kind("fixed")] }];
  });
}

function isRuleFile(file: string): boolean {
  return ruleFileEnding.test(file) && !testEnding.test(file) && !isFixed(file);
}

/** `rule.fixed.py`: `.fixed` may stand anywhere after the base name. */
function isFixed(file: string): boolean {
  return basename(file).split(".").slice(1).includes("fixed");
}

function pairUp(ruleFiles: readonly string[], files: readonly string[]): Pick<RuleTests, "pairs" | "untested"> {
  const targets = files.filter((file) => !isFixed(file) && (testEnding.test(file) || !ruleFileEnding.test(file)));
  const fixedByFolder = files.filter(isFixed);
  const rulesByTarget = new Map<string, string[]>();
  const untested: string[] = [];
  for (const ruleFile of ruleFiles) {
    const own = targets.filter((target) => belongsTo(target, ruleFile));
    if (own.length === 0) untested.push(ruleFile);
    for (const target of own) rulesByTarget.set(target, [...(rulesByTarget.get(target) ?? []), ruleFile]);
  }
  const pairs = [...rulesByTarget].sort(([left], [right]) => (left < right ? -1 : 1)).map(([target, own]) => ({
    target,
    ruleFiles: own,
    fixed: fixedByFolder.filter((fixed) => dirname(fixed) === dirname(target) && stemOf(fixed) === stemOf(target) && lastEnding(fixed) === lastEnding(target)),
  }));
  return { pairs, untested };
}

/** `d/rule.yaml` owns `d/rule.py`, `d/rule.test.js`, and whatever lies in a folder `d/rule`. */
function belongsTo(target: string, ruleFile: string): boolean {
  const [first, ...rest] = relative(dirname(ruleFile), target).split(sep);
  return first !== undefined && first !== ".." && (rest.length > 0 ? first === stemOf(ruleFile) : stemOf(target) === stemOf(ruleFile));
}

function stemOf(file: string): string {
  return basename(file).split(".", 1)[0]!;
}

function lastEnding(file: string): string {
  return basename(file).split(".").at(-1)!;
}
