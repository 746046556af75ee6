// Rules in Semgrep's syntax as a scan runs them: loaded and compiled once, tried on each file, described for the report.

import type { OffsetFinding, RuleCrash, RunResult } from "../analyzers/quality/rule-runner.ts";
import { dialectOf } from "../analyzers/pattern/dialects/registry.ts";
import { editsOf } from "../analyzers/pattern/fix/edits-of.ts";
import type { PatternEngine } from "../analyzers/pattern/engine/engine.ts";
import { type RuleTarget, runRule } from "../analyzers/pattern/engine/run-rule.ts";
import { type MatchFile, prepareFile } from "../analyzers/pattern/match/match-file.ts";
import { arePathsFor } from "../analyzers/pattern/rules/rule-paths.ts";
import type { Rule, RuleSeverity } from "../analyzers/pattern/rules/rule.ts";
import { wordsIn } from "../analyzers/pattern/text/words.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import type { Confidence, Severity } from "../model/finding.ts";
import type { DocumentedRule } from "../model/rule.ts";
import type { RuleFile } from "../source/read-rule-files.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { type RuleFileProblem, type RunnableRule, compileRuleFiles, runsOn } from "./compile-rule-files.ts";
import type { Parsers } from "./parsers.ts";

export interface PatternRules {
  readonly problems: readonly RuleFileProblem[];
  /** Every rule that can run, described. Sorted by id. */
  readonly described: readonly DocumentedRule[];
  /** The findings of all rules on one file, and which of them gave up on it. */
  readonly run: (path: string, tree: SyntaxTree) => RunResult;
}

interface DescribedRule extends RunnableRule {
  readonly facts: RuleFacts;
}

type RuleFacts = Pick<DocumentedRule, "category" | "severity" | "confidence" | "cwe" | "remediationMinutes">;

/** Loads and compiles. Never throws for what the files hold: that is in `problems`. */
export async function compilePatternRules(files: readonly RuleFile[], parsers: Parsers): Promise<PatternRules> {
  const { engine, rules, problems } = await compileRuleFiles(files, parsers);
  const runnable = rules.map((rule): DescribedRule => ({ ...rule, facts: factsOf(rule.compiled.rule) }));
  return {
    problems,
    described: runnable.map(describeRule).sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)),
    run: (path, tree) => runAll(runnable, engine, path, tree),
  };
}

function runAll(rules: readonly DescribedRule[], engine: PatternEngine, path: string, tree: SyntaxTree): RunResult {
  const words = wordsIn(tree.text);
  const dialect = dialectOf(tree.language);
  let code: MatchFile | undefined;
  const cache: NonNullable<RuleTarget["cache"]> = new Map();
  const findings: OffsetFinding[] = [];
  const crashes: RuleCrash[] = [];
  for (const rule of rules) {
    const { compiled, facts } = rule;
    if (!runsOn(rule, tree.language)) continue;
    if (!arePathsFor(compiled.rule.paths, path)) continue;
    code ??= dialect === undefined ? undefined : prepareFile(tree, dialect);
    const { matches, givenUp } = runRule(compiled, { text: tree.text, words, code, cache }, engine, runTaintRule);
    if (givenUp !== undefined) crashes.push({ ruleId: compiled.rule.id, message: givenUp });
    for (const match of matches) {
      const edits = editsOf(match, tree.text);
      findings.push({
        ruleId: match.ruleId,
        ...facts,
        message: match.message,
        start: match.start,
        end: match.end,
        trace: [],
        ...(edits === undefined ? {} : { fix: { description: "Apply the rule's fix", safety: "unsafe", edits } }),
      });
    }
  }
  return { findings, crashes };
}

const severityOf: Readonly<Record<RuleSeverity, Severity>> = {
  CRITICAL: "error",
  ERROR: "error",
  HIGH: "error",
  MEDIUM: "warning",
  WARNING: "warning",
  LOW: "info",
  INFO: "info",
  INVENTORY: "info",
  EXPERIMENT: "info",
};

/** Middle of GitHub's bands for security severity. */
const securitySeverityOf: Readonly<Record<RuleSeverity, number>> = {
  CRITICAL: 9.5,
  ERROR: 8,
  HIGH: 8,
  MEDIUM: 5.5,
  WARNING: 5.5,
  LOW: 3,
  INFO: 3,
  INVENTORY: 1,
  EXPERIMENT: 1,
};

function factsOf(rule: Rule): RuleFacts {
  const cwe = listOf(rule.metadata["cwe"]).flatMap((text) => /CWE-\d+/i.exec(text)?.[0].toUpperCase() ?? []);
  const category = rule.metadata["category"] === "security" || cwe.length > 0 ? "security" : "maintainability";
  return { category, severity: severityOf[rule.severity], confidence: confidenceOf(rule.metadata["confidence"]), cwe, remediationMinutes: 15 };
}

function describeRule({ compiled: { rule }, languages, facts }: DescribedRule): DocumentedRule {
  const firstLine = rule.message.trim().split("\n", 1)[0]!;
  return {
    id: rule.id,
    title: firstLine.length <= 120 ? firstLine : `${firstLine.slice(0, 117)}…`,
    description: rule.message.trim().slice(0, 1000) || rule.id,
    languages: [...languages].sort(),
    ...facts,
    ...(facts.category === "security" ? { securitySeverity: securitySeverityOf[rule.severity] } : {}),
    documentation: rule.message.trim(),
  };
}

function confidenceOf(value: unknown): Confidence {
  const text = String(value).toLowerCase();
  return text === "high" || text === "low" ? text : "medium";
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? [value] : [];
}
