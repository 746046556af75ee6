// The pattern engine with the real parsers, for tests that ask what a pattern matches.

import { readFileSync } from "node:fs";
import type { ParseCode } from "../../../../src/analyzers/pattern/dialects/dialect.ts";
import { type CheckResult, checkFile } from "../../../../src/analyzers/pattern/engine/check-file.ts";
import type { PatternEngine } from "../../../../src/analyzers/pattern/engine/engine.ts";
import { runTaintRule } from "../../../../src/analyzers/taint/run-taint.ts";
import { language as bash } from "../../../../src/languages/bash/index.ts";
import { language as javascript } from "../../../../src/languages/javascript/index.ts";
import { language as python } from "../../../../src/languages/python/index.ts";
import { language as typescript } from "../../../../src/languages/typescript/index.ts";

const root = new URL("../../../../", import.meta.url);
const bytes = (path: string): Uint8Array => readFileSync(new URL(path, root));
const runtime = bytes("node_modules/web-tree-sitter/web-tree-sitter.wasm");

const parsers = new Map<string, ParseCode>([
  ["python", await python.load(bytes("src/languages/python/grammar/tree-sitter-python.wasm"), runtime)],
  ["bash", await bash.load(bytes("src/languages/bash/grammar/tree-sitter-bash.wasm"), runtime)],
  ["javascript", await javascript.load()],
  ["typescript", await typescript.load()],
]);

export const engine: PatternEngine = { parserOf: (language) => parsers.get(language) };

/** Runs a rule file on a text. */
export function check(language: string, config: string, text: string): CheckResult {
  return checkFile({ config, text, relativePath: "src/target", language }, engine, runTaintRule);
}

/** A rule file with one rule; `body` holds its operators, indented like the other keys. */
export function ruleFile(language: string, body: string, message = "found"): string {
  return `rules:\n- id: r\n  languages: [${language}]\n  severity: WARNING\n  message: ${JSON.stringify(message)}\n${body.replace(/^/gm, "  ")}\n`;
}

/** What a pattern matches in a text, each match as its text. */
export function matchesOf(language: string, pattern: string, text: string): string[] {
  const result = check(language, ruleFile(language, `pattern: ${JSON.stringify(pattern)}`), text);
  if (result.error !== undefined) throw new Error(result.error);
  return result.matches.map((match) => text.slice(match.start, match.end));
}
