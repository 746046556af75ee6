// Tries rules on their own test files: annotated targets, fixed texts, and our rule folders.

import { relative, sep } from "node:path";
import { type Annotation, readAnnotations } from "../analyzers/rule-tools/annotations.ts";
import { applyReplacements, firstDifference } from "../analyzers/rule-tools/apply-replacements.ts";
import { type Disagreement, compareExpectations } from "../analyzers/rule-tools/compare-expectations.ts";
import { indexLines } from "../source/line-index.ts";
import { type RuleTestPair, findRuleTests } from "../source/pair-rule-tests.ts";
import { readRuleFiles } from "../source/read-rule-files.ts";
import { type CompiledRuleFiles, compileRuleFiles } from "./compile-rule-files.ts";
import { parsers } from "./parsers.ts";
import { type OpenReport, type RuleTestReport, type TestRun, readTarget, runRulesOn } from "./rule-test-run.ts";
import { testRuleFolder } from "./test-rule-folder.ts";

/** Tries every rule below the paths. Throws `path-missing`; whatever the files hold is in the report. */
export async function testRuleFiles(paths: readonly string[], cwd: string): Promise<RuleTestReport> {
  const report: OpenReport = { failures: [], problems: [], targetCount: 0, heldCount: 0, fixedCount: 0, untested: [], notes: [] };
  const shown = (file: string): string => relative(cwd, file).split(sep).join("/");
  const compiled = new Map<string, CompiledRuleFiles>();
  const compile = async (file: string): Promise<CompiledRuleFiles> => {
    let rules = compiled.get(file);
    if (rules === undefined) {
      rules = await compileRuleFiles(readRuleFiles([file], cwd), parsers);
      report.problems.push(...rules.problems);
      compiled.set(file, rules);
    }
    return rules;
  };
  for (const path of paths) {
    const tests = findRuleTests(path, cwd);
    report.untested.push(...tests.untested.map(shown));
    for (const file of tests.untested) await compile(file);
    for (const pair of tests.pairs) await testPair(pair, { compile, parsers, report, shown });
    for (const folder of tests.folders) await testRuleFolder(folder, { compile, parsers, report, shown });
  }
  report.failures.sort((left, right) => (left.path === right.path ? left.line - right.line : left.path < right.path ? -1 : 1));
  return report;
}

async function testPair(pair: RuleTestPair, run: TestRun): Promise<void> {
  const { report } = run;
  const path = run.shown(pair.target);
  const text = readTarget(pair.target, path, report);
  if (text === undefined) return;
  report.targetCount++;
  const outcome = await runRulesOn(pair.ruleFiles, pair.target, text, run);
  if (outcome.hasProblems) report.failures.push({ path, line: 0, kind: "parse", ruleId: undefined, message: "the code cannot be parsed as a whole" });
  const lines = indexLines(text);
  const reported = outcome.matches.map(({ ruleId, start }) => ({ ruleId, line: lines.lineOf(start) }));
  const annotations = readAnnotations(text);
  const { disagreements, heldCount, doneTodos } = compareExpectations(annotations, reported, outcome.ruleIds);
  report.heldCount += heldCount;
  report.failures.push(...disagreements.map((one) => ({ path, ...one, message: describeDisagreement(one) })));
  report.notes.push(...doneTodos.map((one) => `${path}:${one.commentLine}: ${describeTodo(one)}`));
  const mended = applyReplacements(text, outcome.matches.flatMap(({ start, end, replacement }) => (replacement === undefined ? [] : [{ start, end, replacement }])));
  for (const fixed of pair.fixed) compareFixed(mended, fixed, run);
}

function compareFixed(mended: string, fixed: string, { report, shown }: TestRun): void {
  const path = shown(fixed);
  const wanted = readTarget(fixed, path, report);
  if (wanted === undefined) return;
  const difference = firstDifference(wanted, mended);
  if (difference === undefined) {
    report.fixedCount++;
    return;
  }
  const show = (line: string | undefined): string => (line === undefined ? "nothing" : JSON.stringify(line));
  report.failures.push({
    path,
    line: difference.line,
    kind: "fix",
    ruleId: undefined,
    message: `the fixes give ${show(difference.right)}, the file has ${show(difference.left)}`,
  });
}

function describeDisagreement({ kind, ruleId }: Disagreement): string {
  if (kind === "missing") return `missing: \`${ruleId}\` is announced here and found nothing`;
  if (kind === "unexpected") return `unexpected: \`${ruleId}\` found something that no comment announces`;
  return `unknown rule: no rule file of this target has a rule \`${ruleId}\``;
}

function describeTodo({ kind, ruleId }: Annotation): string {
  return kind === "todoruleid" ? `\`${ruleId}\` finds this now: write \`ruleid\`` : `\`${ruleId}\` is silent here now: write \`ok\``;
}
