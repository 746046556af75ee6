// Holds what judging several fixes of one project has in common: its texts, what the rules say of each, parsed files.

import { join } from "node:path";
import { languages } from "../languages/registry.generated.ts";
import type { Finding } from "../model/finding.ts";
import { listWorkTreeFiles } from "../repository/work-tree-files.ts";
import { isTestPath } from "../rule-kit/test-path.ts";
import { discoverFiles } from "../source/discover-files.ts";
import { createLanguageFinder } from "../source/languages-by-name.ts";
import { readBytes, toSource } from "../source/read-source.ts";
import type { RunResult } from "./run-code.ts";
import { scanProject } from "./scan.ts";
import { createUnitMaker, type SourceText, type UnitMaker } from "./simulate-project.ts";

export interface VerificationSession {
  /** Absolute. */
  readonly root: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Language id of a file by its name, undefined where none is known. */
  readonly languageOf: (path: string) => string | undefined;
  /** A project file's text as it is, undefined where there is none. */
  readonly readText: (path: string) => string | undefined;
  /** What our rules say of a text at a path, under the project's own settings; nothing of a language that is not known. */
  readonly scanText: (path: string, text: string) => Promise<readonly Finding[]>;
  /** All sources of the project but its tests. */
  readonly readSources: () => Promise<readonly SourceText[]>;
  readonly readTests: () => Promise<readonly SourceText[]>;
  readonly makeUnit: UnitMaker;
  /** What the project's tests came to as it is, by command. */
  readonly baselines: Map<string, RunResult>;
}

export interface SessionRequest {
  readonly root: string;
  readonly today: string;
  /** True where settings that are programs may run. */
  readonly isTrusted: boolean;
  readonly settingsFile?: string | false | undefined;
  /** The rule that is asked for: it runs where it is off by default, too. */
  readonly rule?: string | undefined;
}

const MAXIMUM_FILE_BYTES = 2 * 1024 * 1024;
const MAXIMUM_PROJECT_FILES = 2000;
const MAXIMUM_PROJECT_BYTES = 16 * 1024 * 1024;
/** Texts whose findings are remembered. */
const MAXIMUM_TEXTS = 200;

export function createSession({ root, today, isTrusted, settingsFile, rule }: SessionRequest): VerificationSession {
  const finder = createLanguageFinder(languages);
  const languageOf = (path: string): string | undefined => finder.byName(path.split("/").at(-1) ?? "");
  const scanned = new Map<string, Promise<readonly Finding[]>>();
  let texts: Promise<ProjectTexts> | undefined;
  const readTexts = (): Promise<ProjectTexts> => (texts ??= readProjectTexts(root));
  return {
    root,
    today,
    languageOf,
    readText: (path) => readProjectText(root, path),
    scanText: (path, text) => {
      if (languageOf(path) === undefined) return Promise.resolve([]);
      const key = `${path}\0${text}`;
      const known = scanned.get(key) ?? scanProject({ cwd: root, paths: [], stdin: { fileName: path, text }, settingsFile, isTrusted, hasIgnores: false, namedRule: rule, today }).then(({ report }) => report.findings);
      if (scanned.size >= MAXIMUM_TEXTS) scanned.clear();
      scanned.set(key, known);
      return known;
    },
    readSources: async () => (await readTexts()).sources,
    readTests: async () => (await readTexts()).tests,
    makeUnit: createUnitMaker(),
    baselines: new Map(),
  };
}

function readProjectText(root: string, path: string): string | undefined {
  const bytes = readBytes({ path, absolutePath: join(root, path), maxFileSizeBytes: MAXIMUM_FILE_BYTES });
  if ("reason" in bytes) return undefined;
  const source = toSource(bytes, path, { includeGenerated: true });
  return "reason" in source ? undefined : source.text;
}

interface ProjectTexts {
  readonly sources: readonly SourceText[];
  readonly tests: readonly SourceText[];
}

async function readProjectTexts(root: string): Promise<ProjectTexts> {
  const { files } = await discoverFiles({ paths: [], workingDirectory: root, languages, maxFileSizeBytes: MAXIMUM_FILE_BYTES, noIgnore: false, listWorkTree: listWorkTreeFiles });
  const read = (isWanted: (path: string) => boolean): SourceText[] => {
    let bytes = 0;
    return files.slice(0, MAXIMUM_PROJECT_FILES).flatMap(({ path, language, sizeBytes }) => {
      if (!isWanted(path) || bytes + sizeBytes > MAXIMUM_PROJECT_BYTES) return [];
      const text = readProjectText(root, path);
      if (text === undefined) return [];
      bytes += sizeBytes;
      return [{ path, language, text }];
    });
  };
  return { sources: read((path) => !isTestPath(path)), tests: read(isTestPath) };
}
