// Rules in Semgrep's syntax as a scan runs them: loaded and compiled once, tried on each file, described for the report.

import { type CompiledRule, compileRule, isProblem } from "../analyzers/pattern/engine/compile-rule.ts";
import type { OffsetFinding, RuleCrash, RunResult } from "../analyzers/quality/rule-runner.ts";
import { dialectOf } from "../analyzers/pattern/dialects/registry.ts";
import { editsOf } from "../analyzers/pattern/fix/edits-of.ts";
import type { PatternEngine } from "../analyzers/pattern/engine/engine.ts";
import { type RuleTarget, runRule } from "../analyzers/pattern/engine/run-rule.ts";
import { type MatchFile, prepareFile } from "../analyzers/pattern/match/match-file.ts";
import { arePathsFor } from "../analyzers/pattern/rules/rule-paths.ts";
import type { Rule, RuleSeverity } from "../analyzers/pattern/rules/rule.ts";
import { wordGroupsOf, wordGroupsOfAny, wordsIn } from "../analyzers/pattern/text/words.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import type { Confidence, Severity } from "../model/finding.ts";
import type { DocumentedRule } from "../model/rule.ts";
import type { RuleFile } from "../source/read-rule-files.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { WordFilter, mostWordGroups } from "../rule-kit/word-filter.ts";
import { type PatternWords, type RuleFileProblem, type RunnableRule, compileRuleFiles, createEngine, runsOn } from "./compile-rule-files.ts";
import type { Parsers } from "./parsers.ts";

export interface PatternRules {
  readonly problems: readonly RuleFileProblem[];
  /** Every rule that can run, described. Sorted by id. */
  readonly described: readonly DocumentedRule[];
  readonly checked: CheckedRules;
}

/** Rules that are known to compile, and the words that tell which of their patterns a file needs. Plain data: it crosses threads. */
export interface CheckedRules {
  readonly rules: readonly { readonly rule: Rule; readonly language: string; readonly languages: ReadonlySet<string> }[];
  readonly patternWords: PatternWords;
}

/** The findings of all rules on one file, and which of them gave up on it. */
export type RunPatternRules = (path: string, tree: SyntaxTree) => RunResult;

interface ReadyRule {
  readonly compiled: CompiledRule;
  readonly languages: ReadonlySet<string>;
  readonly facts: RuleFacts;
}

type RuleFacts = Pick<DocumentedRule, "category" | "severity" | "confidence" | "cwe" | "remediationMinutes">;

/** Loads and compiles everything once. Never throws for what the files hold: that is in `problems`. */
export async function checkPatternRules(files: readonly RuleFile[], parsers: Parsers): Promise<PatternRules> {
  const { rules, patternWords, problems } = await compileRuleFiles(files, parsers);
  return {
    problems,
    described: rules.map(describeRule).sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)),
    checked: { rules: rules.map(({ compiled: { rule, language }, languages }) => ({ rule, language, languages })), patternWords },
  };
}

/** Makes checked rules ready to run. A pattern is compiled at the first file that holds its words. */
export async function preparePatternRules({ rules, patternWords }: CheckedRules, parsers: Parsers): Promise<RunPatternRules> {
  const engine: PatternEngine = {
    ...(await createEngine(rules.flatMap(({ rule }) => rule.languages), parsers)),
    knownWordsOf: (language, pattern) => patternWords.get(language)?.get(pattern),
  };
  const ready = rules.map(({ rule, language, languages }): ReadyRule => {
    const compiled = compileRule(rule, language, engine);
    if (isProblem(compiled)) throw new Error(`${rule.id}: ${compiled.message}`);
    return { compiled, languages, facts: factsOf(rule) };
  });
  const filter = new WordFilter(ready.map(({ compiled }) => waitsFor(compiled).slice(0, mostWordGroups)));
  return (path, tree) => runAll({ ready, filter }, engine, path, tree);
}

/** Words without which a rule finds nothing. */
function waitsFor({ formula, taint }: CompiledRule): readonly (readonly string[])[] {
  if (formula !== undefined) return wordGroupsOf(formula);
  return [taint?.sources, taint?.sinks].flatMap((list) => wordGroupsOfAny((list ?? []).map((one) => one.formula)));
}

function runAll({ ready, filter }: { readonly ready: readonly ReadyRule[]; readonly filter: WordFilter }, engine: PatternEngine, path: string, tree: SyntaxTree): RunResult {
  const words = wordsIn(tree.text);
  const dialect = dialectOf(tree.language);
  let code: MatchFile | undefined;
  const cache: NonNullable<RuleTarget["cache"]> = new Map();
  const findings: OffsetFinding[] = [];
  const crashes: RuleCrash[] = [];
  for (const index of filter.openTo(words)) {
    const rule = ready[index]!;
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

function describeRule({ compiled: { rule }, languages }: RunnableRule): DocumentedRule {
  const facts = factsOf(rule);
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
