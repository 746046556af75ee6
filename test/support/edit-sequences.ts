// Edits a project at random and compares, after each step, what a scan with a warm cache says with what one without says.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

type Library = typeof import("../../src/index.ts");

export interface Project {
  readonly folder: string;
  readonly cache: string;
  readonly remove: () => void;
}

export type Random = () => number;

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** Real pieces of code with findings of every kind, and such without. */
export function readPieces(root: string): string[] {
  return ["python", "javascript", "bash"].flatMap((language) =>
    readdirSync(join(root, "rules", language)).sort().flatMap((rule) => readdirSync(join(root, "rules", language, rule)).filter((name) => /^(?:bad|good)\.(?:py|js|ts|sh)$/.test(name)).map((name) => join(root, "rules", language, rule, name))),
  );
}

export function makeProject(random: Random, pieces: readonly string[], files: number): Project {
  const base = mkdtempSync(join(tmpdir(), "assay-sequence-"));
  const folder = join(base, "project");
  mkdirSync(folder);
  for (let index = 0; index < files; index++) addFile(folder, random, pieces);
  return { folder, cache: join(base, "cache"), remove: () => rmSync(base, { recursive: true }) };
}

function addFile(folder: string, random: Random, pieces: readonly string[]): void {
  const piece = pick(random, pieces);
  const path = join(folder, pick(random, ["", "pkg", "lib/deep"]), `file_${Math.floor(random() * 30)}${piece.slice(piece.lastIndexOf("."))}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, readFileSync(piece));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

const listCode = (folder: string): string[] => listFiles(folder).filter((file) => /\.(?:py|js|ts|sh)$/.test(file));

type EditOf = (folder: string, random: Random, pieces: readonly string[]) => void;

/** What people and programs do to files, also without leaving a trace in the times. */
const edits: Readonly<Record<string, EditOf>> = {
  add: addFile,
  replace: (folder, random, pieces) => withFile(folder, random, (file) => writeFileSync(file, readFileSync(pick(random, pieces.filter((piece) => piece.slice(-3) === file.slice(-3)))))),
  append: (folder, random) => withFile(folder, random, (file) => writeFileSync(file, `${readFileSync(file, "utf8")}\nvalue_${Math.floor(random() * 100)} = ${Math.floor(random() * 100)}\n`)),
  shorten: (folder, random) => withFile(folder, random, (file) => writeFileSync(file, readFileSync(file, "utf8").split("\n").slice(0, -3).join("\n"))),
  // The same size and the same time: only the bytes differ.
  "change unseen": (folder, random) =>
    withFile(folder, random, (file) => {
      const { atime, mtime } = statSync(file);
      const text = readFileSync(file, "utf8");
      const at = text.search(/[a-z](?=\w*\()/);
      if (at !== -1) writeFileSync(file, `${text.slice(0, at)}${text[at] === "q" ? "z" : "q"}${text.slice(at + 1)}`);
      utimesSync(file, atime, mtime);
    }),
  touch: (folder, random) => withFile(folder, random, (file) => utimesSync(file, new Date(), new Date(Date.now() - Math.floor(random() * 1e9)))),
  swap: (folder, random) =>
    withFile(folder, random, (file) => {
      const other = pick(random, listCode(folder));
      renameSync(file, `${file}.tmp`);
      if (other !== file) renameSync(other, file);
      renameSync(`${file}.tmp`, other);
    }),
  rename: (folder, random) => withFile(folder, random, (file) => renameSync(file, join(dirname(file), `renamed_${Math.floor(random() * 10)}${file.slice(file.lastIndexOf("."))}`))),
  delete: (folder, random) => withFile(folder, random, (file) => rmSync(file)),
  settings: (folder, random) => {
    const level = (): string => pick(random, ["on", "info", "warning", "off"]);
    writeFileSync(join(folder, ".assay.yaml"), `rules:\n  python/*: ${level()}\n  bash/*: ${level()}\noverrides:\n  - files: ${pick(random, ["pkg/**", "lib/**", "\"*.ts\""])}\n    rules:\n      "*": ${level()}\n`);
  },
  "rule file": (folder, random) => writeFileSync(join(folder, ruleFile), `rules:\n${pick(random, patterns)}${pick(random, ["", pick(random, patterns).replace("id: own-", "id: other-")])}`),
  "ignore file": (folder, random) => writeFileSync(join(folder, pick(random, ["", "pkg"].filter((part) => existsSync(join(folder, part)))), ".assayignore"), pick(random, ["", "*.sh\n", "file_1*\n", "deep/\n", "lib/\n!file_2.py\n", "renamed_*.py\n"])),
};

const ruleFile = "own-rules.yaml";
const ownRule = (name: string, language: string, pattern: string): string => `  - id: own-${name}\n    languages: [${language}]\n    severity: WARNING\n    message: own ${name}\n    pattern: ${pattern}\n`;
const patterns = [ownRule("call", "python", "print(...)"), ownRule("name", "javascript", "$F($X)"), ownRule("text", "typescript", '"..."'), ownRule("word", "bash", "echo ...")];

function withFile(folder: string, random: Random, use: (file: string) => void): void {
  const files = listCode(folder);
  if (files.length > 1) use(pick(random, files));
}

export interface SequenceOutcome {
  /** The edits that led to a difference; undefined where there was none. */
  readonly difference?: readonly string[];
  readonly steps: number;
}

/** Starts what uses the same cache at the same time; done when it has ended. */
export type Disturb = (project: Project, random: Random) => Promise<void> | undefined;

/** One sequence: after each edit a warm and a cold scan give the same bytes, or the difference is told. */
export async function runSequence(library: Library, project: Project, choice: { readonly random: Random; readonly pieces: readonly string[]; readonly steps: number; readonly disturb?: Disturb }): Promise<SequenceOutcome> {
  const { random, pieces, steps, disturb } = choice;
  const done: string[] = [];
  for (let step = 0; step < steps; step++) {
    const name = pick(random, Object.keys(edits));
    edits[name]!(project.folder, random, pieces);
    done.push(name);
    const disturbance = disturb?.(project, random);
    const isSame = (await scan(library, project, true)) === (await scan(library, project, false));
    await disturbance;
    if (!isSame) return { difference: done, steps: step + 1 };
  }
  return { steps };
}

async function scan(library: Library, { folder, cache }: Project, isWarm: boolean): Promise<string> {
  const ruleFiles = existsSync(join(folder, ruleFile)) ? { ruleFiles: [ruleFile], withBuiltin: true } : {};
  const { report } = await library.scanProject({ cwd: folder, paths: [], ...ruleFiles, isTrusted: true, hasIgnores: true, jobs: 1, today: "2026-01-01", ...(isWarm ? { cache: { location: cache } } : {}) });
  const reporter = await library.findReporter("json");
  return reporter.render(report, { widthColumns: 80, hasColor: false, isUnicode: true, groupBy: "urgency", maxFindings: 50, heightRows: 40, startedAt: new Date(0), endedAt: new Date(0) });
}
