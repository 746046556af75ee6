// Runs rule files on targets in batches: one JSON line in, one out, thousands of cases in one process.

import { checkFile } from "../analyzers/pattern/engine/check-file.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import { dirname, relative, resolve, sep } from "node:path";
import type { Region } from "../model/finding.ts";
import type { SkippedFile } from "../model/report.ts";
import { findGitRoot } from "../source/find-root.ts";
import { indexLines } from "../source/line-index.ts";
import { readBytes, toSource } from "../source/read-source.ts";
import { readRuleFiles } from "../source/read-rule-files.ts";
import { createEngine } from "./compile-rule-files.ts";
import { parsers } from "./parsers.ts";

/** One case: `config` and `target` are paths, relative ones count from the working directory. */
export interface RuleCase {
  readonly id: string;
  readonly config: string;
  readonly target: string;
  readonly language: string;
}

/** The answer. Columns are 1-based UTF-16 units, ends exclusive. */
export interface CaseAnswer {
  readonly id: string;
  readonly findings: readonly (readonly [string, number, number, number, number])[];
  readonly fixes?: readonly (readonly [string, number, number, string])[];
  readonly messages?: readonly (readonly [string, number, number, string])[];
  readonly error?: string;
}

const largestTargetBytes = 64 * 1024 * 1024;
const checkedLanguages = ["python", "javascript", "typescript", "bash", "regex", "generic"];

/** Checks cases one by one; `onAnswer` gets each in order. A failing case is an answer with `error`. */
export async function checkCases(cases: Iterable<RuleCase>, cwd: string, onAnswer: (answer: CaseAnswer) => void): Promise<void> {
  const engine = await createEngine(checkedLanguages, parsers);
  const configs = new Map<string, readonly string[]>();
  for (const one of cases) {
    try {
      onAnswer(checkCase(one, cwd, engine, configs));
    } catch (error) {
      onAnswer({ id: one.id, findings: [], error: error instanceof Error ? error.message : String(error) });
    }
  }
}

function checkCase(one: RuleCase, cwd: string, engine: Parameters<typeof checkFile>[1], configs: Map<string, readonly string[]>): CaseAnswer {
  const target = resolve(cwd, one.target);
  const source = readTarget(one.target, target);
  if ("reason" in source) return { id: one.id, findings: [], error: `the target cannot be read: ${source.reason}, ${source.detail}` };
  const root = findGitRoot(dirname(target)) ?? dirname(target);
  const relativePath = relative(root, target).split(sep).join("/");
  const results = configOf(resolve(cwd, one.config), cwd, configs).map((config) =>
    checkFile({ config, text: source.text, relativePath, language: one.language }, engine, runTaintRule),
  );
  const errors = results.flatMap(({ error }) => (error === undefined ? [] : [error]));
  // A carriage return alone ends no line there.
  const lines = indexLines(source.text.replace(/\r(?!\n)/g, " "));
  const placed = results.flatMap((result) => result.matches).map((match) => ({ match, region: regionAsTold(source.text, lines.regionOf(match.start, match.end), match) }));
  const fixes = placed.flatMap(({ match, region }) =>
    match.replacement === undefined ? [] : [[match.ruleId, region.startLine, region.startColumn, match.replacement] as const],
  );
  return {
    id: one.id,
    findings: placed.map(({ match, region }) => [match.ruleId, region.startLine, region.startColumn, region.endLine, region.endColumn]),
    ...(fixes.length === 0 ? {} : { fixes }),
    messages: placed.map(({ match, region }) => [match.ruleId, region.startLine, region.startColumn, match.message]),
    ...(errors.length === 0 ? {} : { error: errors.join("\n") }),
  };
}

/** The text of a target; NUL bytes are characters like others. */
function readTarget(path: string, absolutePath: string): { readonly text: string } | SkippedFile {
  const bytes = readBytes({ path, absolutePath, maxFileSizeBytes: largestTargetBytes });
  if ("reason" in bytes) return bytes;
  const source = toSource(bytes, path, { includeGenerated: true });
  return "reason" in source && source.reason === "binary" ? { text: bytes.toString("utf8") } : source;
}

/** The place behind the last line break of a text is told as the start of the line that it ends. */
function regionAsTold(text: string, region: Region, { start, end }: { readonly start: number; readonly end: number }): Region {
  if (!text.endsWith("\n")) return region;
  const [startLine, endLine] = [region.startLine - (start === text.length ? 1 : 0), region.endLine - (end === text.length ? 1 : 0)];
  return { ...region, startLine, endLine };
}

/** The texts of a rule file, or of every rule file below a folder. */
function configOf(path: string, cwd: string, configs: Map<string, readonly string[]>): readonly string[] {
  let texts = configs.get(path);
  if (texts === undefined) {
    texts = readRuleFiles([path], cwd).map((file) => file.text);
    configs.set(path, texts);
  }
  return texts;
}
