// Tries one of our rule folders: the bad examples mark every finding, the good and the fixed ones are silent.

import { basename, dirname } from "node:path";
import { AssayError } from "../model/errors.ts";
import { isCodeRuleFile } from "../source/find-code-rules.ts";
import { RuleRunner } from "../analyzers/quality/rule-runner.ts";
import { createFileView } from "../rule-kit/create-file-view.ts";
import type { CodeRule } from "../rule-kit/rule.ts";
import { indexLines } from "../source/line-index.ts";
import type { RuleFolder } from "../source/pair-rule-tests.ts";
import { rules } from "../../rules/registry.generated.ts";
import { findLanguage } from "./parsers.ts";
import { type TestRun, languageFinder, readTarget, runRulesOn } from "./rule-test-run.ts";

/** `# expect: part of the message` on the line of a finding, or `# expect-next-line: …` above it. */
const expectation = /(?:#|\/\/|\/\*|--) expect(-next-line)?: (.+?)(?: \*\/\}?)?$/;

interface Found {
  readonly ruleId: string;
  readonly line: number;
  readonly message: string;
}

/** Tries all examples of a folder; failures go to the run's report. */
export async function testRuleFolder(folder: RuleFolder, run: TestRun): Promise<void> {
  const { report } = run;
  const id = folder.folder.split(/[\\/]/).slice(-2).join("/");
  const isCode = isCodeRuleFile(folder.rule);
  const inCode = isCode ? (rules.find((rule) => rule.meta.id === id) ?? (await loadFromOutside(folder, run))) : undefined;
  if (isCode && inCode === undefined) return;
  for (const file of [...folder.bad, ...folder.silent]) {
    const path = run.shown(file);
    const text = readTarget(file, path, report);
    if (text === undefined) continue;
    report.targetCount++;
    const found = inCode === undefined ? await runYaml(folder, file, text, run) : await runCode(inCode, file, text, run);
    if (found === undefined) report.failures.push({ path, line: 0, kind: "parse", ruleId: undefined, message: "the code cannot be parsed as a whole" });
    else compare({ path, text, found, isBad: folder.bad.includes(file), id }, run);
  }
}

/** A rule that does not load is a problem of the run. */
async function loadFromOutside({ rule }: RuleFolder, { report, shown }: TestRun): Promise<CodeRule | undefined> {
  const { loadCodeRules } = await import("./load-code-rules.ts");
  try {
    const [first, ...others] = (await loadCodeRules([rule])).rules;
    if (others.length > 0) report.notes.push(`${shown(rule)}: only the first of its ${others.length + 1} rules is tried`);
    return first;
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    report.problems.push({ path: shown(rule), line: 1, column: 1, message: error.message.replace(`${rule}: `, "") });
    return undefined;
  }
}

function compare(example: { path: string; text: string; found: readonly Found[]; isBad: boolean; id: string }, { report }: TestRun): void {
  const { path, found } = example;
  const open = [...found];
  const expected = example.isBad ? expectationsIn(example.text) : [];
  if (example.isBad && expected.length === 0) {
    report.failures.push({ path, line: 0, kind: "missing", ruleId: example.id, message: "a bad example marks no finding: write `expect: part of the message` behind one" });
  }
  for (const { line, message } of expected) {
    const at = open.findIndex((one) => one.line === line && one.message.includes(message));
    if (at >= 0) {
      open.splice(at, 1);
      report.heldCount++;
    } else report.failures.push({ path, line, kind: "missing", ruleId: example.id, message: `missing: no finding here says ${JSON.stringify(message)}` });
  }
  for (const { line, message, ruleId } of open) {
    report.failures.push({ path, line, kind: "unexpected", ruleId, message: `unexpected: \`${ruleId}\` says ${JSON.stringify(message)}` });
  }
  if (!example.isBad && found.length === 0) report.heldCount++;
}

function expectationsIn(text: string): { line: number; message: string }[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const found = expectation.exec(content);
    return found === null ? [] : [{ line: index + (found[1] === undefined ? 1 : 2), message: found[2]! }];
  });
}

async function runYaml(folder: RuleFolder, file: string, text: string, run: TestRun): Promise<Found[] | undefined> {
  const { matches, hasProblems } = await runRulesOn([folder.rule], file, text, run);
  const lines = indexLines(text);
  return hasProblems ? undefined : matches.map(({ ruleId, start, message }) => ({ ruleId, line: lines.lineOf(start), message }));
}

async function runCode(rule: CodeRule, file: string, text: string, run: TestRun): Promise<Found[] | undefined> {
  const id = languageFinder.byName(basename(file));
  if (id === undefined || !rule.meta.languages.includes(id)) return [];
  const parse = await run.parsers(id);
  const path = `${rule.meta.id}/${basename(file)}`;
  const tree = parse(text, path);
  if (tree.problems.length > 0) return undefined;
  const options = Object.fromEntries(Object.entries(rule.meta.options ?? {}).map(([name, option]) => [name, option.default]));
  const runner = new RuleRunner([{ rule, severity: undefined, options }]);
  const { findings, crashes } = runner.run(tree, (report) => createFileView({ path, tree, language: findLanguage(id), report }));
  const lines = indexLines(text);
  return [
    ...findings.map(({ ruleId, start, message }) => ({ ruleId, line: lines.lineOf(start), message })),
    ...crashes.map(({ ruleId, message }) => ({ ruleId, line: 1, message: `it crashed in ${basename(dirname(file))}: ${message}` })),
  ];
}
