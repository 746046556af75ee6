// Runs rules in code over a text, for tests and for the script that samples real packages.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type OffsetFinding, RuleRunner } from "../../src/analyzers/quality/rule-runner.ts";
import { languages } from "../../src/languages/registry.generated.ts";
import { createFileView } from "../../src/rule-kit/create-file-view.ts";
import type { CodeRule } from "../../src/rule-kit/rule.ts";
import type { Language, Parse } from "../../src/syntax/language.ts";
import type { SyntaxTree } from "../../src/syntax/tree.ts";

/** The language that a path's ending names, longest ending first. */
export function languageOf(path: string): Language | undefined {
  const endings = languages.flatMap((language) => language.extensions.map((ending) => ({ language, ending })));
  endings.sort((left, right) => right.ending.length - left.ending.length);
  return endings.find(({ ending }) => path.toLowerCase().endsWith(ending))?.language;
}

/** The parser of a language, its grammar read from the source tree. */
export async function loadParser(language: Language): Promise<Parse> {
  const folder = new URL(`../../src/languages/${language.id}/grammar/`, import.meta.url);
  if (language.grammarFile === undefined) return language.load();
  return language.load(readFileSync(fileURLToPath(new URL(language.grammarFile, folder))));
}

export interface RuleRun {
  readonly tree: SyntaxTree;
  readonly findings: readonly OffsetFinding[];
  readonly crashes: readonly string[];
}

/** Runs those of the rules that are for the language, with their default options unless others are given. */
export function runRules(request: {
  readonly rules: readonly CodeRule[];
  readonly language: Language;
  readonly parse: Parse;
  readonly path: string;
  readonly text: string;
  readonly options?: Readonly<Record<string, unknown>>;
}): RuleRun {
  const { language, path } = request;
  const tree = request.parse(request.text, path);
  const runner = new RuleRunner(
    request.rules
      .filter((rule) => rule.meta.languages.includes(language.id))
      .map((rule) => ({ rule, severity: undefined, options: { ...defaultOptions(rule), ...request.options } })),
  );
  const run = runner.run(tree, (report) => createFileView({ path, tree, language, report }));
  return { tree, findings: run.findings, crashes: run.crashes.map((crash) => `${crash.ruleId}: ${crash.message}`) };
}

function defaultOptions(rule: CodeRule): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rule.meta.options ?? {}).map(([name, option]) => [name, option.default]));
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** The text with the fixes applied, first ones first; fixes that overlap an earlier one are left out. */
export function applyFixes(text: string, findings: readonly OffsetFinding[]): string {
  const edits: { start: number; end: number; replacement: string }[] = [];
  for (const { fix } of findings) {
    if (fix === undefined) continue;
    const isFree = fix.edits.every((edit) => edits.every((other) => edit.end <= other.start || edit.start >= other.end));
    if (isFree) edits.push(...fix.edits);
  }
  edits.sort((left, right) => right.start - left.start || right.end - left.end);
  return edits.reduce((result, edit) => result.slice(0, edit.start) + edit.replacement + result.slice(edit.end), text);
}
