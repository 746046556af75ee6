// Answers why a rule reports a line or does not: which operator dropped the last candidate.

import { basename, dirname, relative, resolve, sep } from "node:path";
import { evaluationOf } from "../analyzers/pattern/engine/evaluation-of.ts";
import { type RuleTarget, runRule } from "../analyzers/pattern/engine/run-rule.ts";
import { noBindings } from "../analyzers/pattern/match/bindings.ts";
import { arePathsFor } from "../analyzers/pattern/rules/rule-paths.ts";
import { type Explanation, explainFormula } from "../analyzers/rule-tools/explain-formula.ts";
import { type TaintEntry, type TaintExplanation, explainTaint } from "../analyzers/rule-tools/explain-taint.ts";
import { type Drop, type OperatorStep, type Place, type ShownRange, createPlace } from "../analyzers/rule-tools/operator-step.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import { AssayError } from "../model/errors.ts";
import { findGitRoot } from "../source/find-root.ts";
import { indexLines } from "../source/line-index.ts";
import { readRuleFiles } from "../source/read-rule-files.ts";
import { readSource } from "../source/read-source.ts";
import { type CompiledRuleFiles, type RunnableRule, compileRuleFiles, createEngine, runsOn, targetOf } from "./compile-rule-files.ts";
import { parsers } from "./parsers.ts";
import { languageFinder, largestTargetBytes } from "./rule-test-run.ts";

export interface WhyRequest {
  readonly cwd: string;
  /** A rule file. */
  readonly ruleFile: string;
  /** Needed where the file holds several rules. */
  readonly ruleId?: string | undefined;
  readonly target: string;
  /** 1-based. */
  readonly line: number;
}

export interface WhyAnswer {
  readonly ruleId: string;
  readonly rulePath: string;
  readonly path: string;
  readonly line: number;
  /** What the rule reports at this line. */
  readonly findings: readonly ShownRange[];
  /** One sentence: why it does, or what stands in the way. */
  readonly verdict: string;
  /** The operator that dropped the last candidate. */
  readonly drop: Drop | undefined;
  /** The formula of a search rule. */
  readonly formula: OperatorStep | undefined;
  /** The lists of a taint rule. */
  readonly taint: readonly TaintEntry[] | undefined;
  readonly notes: readonly string[];
}

/** Explains one rule at one line. Throws an AssayError where rule, file or line cannot be told. */
export async function explainRuleAt(request: WhyRequest): Promise<WhyAnswer> {
  const files = await compileRuleFiles(readRuleFiles([request.ruleFile], request.cwd), parsers);
  const rule = chooseRule(files, request);
  const absolute = resolve(request.cwd, request.target);
  const text = readText(absolute, request);
  const lines = indexLines(text);
  if (request.line > Math.max(1, lines.lineCount)) {
    throw new AssayError({ code: "usage", message: `${request.target} has ${lines.lineCount} lines, so there is no line ${request.line}.` });
  }
  const language = languageFinder.byName(basename(absolute)) ?? languageFinder.byFirstLine(lines.textOf(1));
  // An unknown ending tells nothing: the rule's own language does.
  const used = language ?? rule.compiled.language;
  const seen = targetOf(text, absolute, used, await createEngine([used], parsers));
  const place = createPlace({ text, words: seen.target.words, line: request.line, lines, ruleText: rule.file.text });
  const explained = explain(rule, seen.target, files, place);
  const { matches, givenUp } = runRule(rule.compiled, seen.target, files.engine, runTaintRule);
  const found = matches.map(({ start, end }) => ({ start, end, bindings: noBindings, kind: "plain" as const }));
  const findings = found.filter(place.touches).map(place.show);
  const root = findGitRoot(dirname(absolute)) ?? dirname(absolute);
  const hindrances = hindrancesOf(rule, used, relative(root, absolute).split(sep).join("/"));
  return {
    ruleId: rule.compiled.rule.id,
    rulePath: rule.file.path,
    path: relative(request.cwd, absolute).split(sep).join("/"),
    line: request.line,
    findings: hindrances.length > 0 ? [] : findings,
    verdict: hindrances[0] ?? verdictOf(findings, explained),
    drop: findings.length > 0 ? undefined : explained.drop,
    formula: explained.formula,
    taint: explained.taint,
    notes: [
      ...(seen.hasProblems ? ["The code cannot be parsed as a whole: what stands near the broken place may not match."] : []),
      ...(givenUp === undefined ? [] : [`The rule does not finish here: ${givenUp}.`]),
    ],
  };
}

function chooseRule(files: CompiledRuleFiles, { ruleFile, ruleId }: WhyRequest): RunnableRule {
  const ids = files.rules.map(({ compiled }) => compiled.rule.id);
  const problem = files.problems.find((one) => ruleId === undefined || one.ruleId === undefined || one.ruleId === ruleId);
  const chosen = ruleId === undefined && files.rules.length === 1 ? files.rules[0] : files.rules.find(({ compiled }) => compiled.rule.id === ruleId);
  if (chosen !== undefined) return chosen;
  if (problem !== undefined) {
    throw new AssayError({ code: "config-invalid", message: `${problem.path}:${problem.line}:${problem.column}: ${problem.message}`, nextStep: "Mend the rule first: what does not load matches nothing." });
  }
  const idle = files.idle.find(({ rule }) => ruleId === undefined || rule.id === ruleId);
  if (idle !== undefined) throw new AssayError({ code: "rule-unknown", message: `The rule ${idle.rule.id} does not run here: ${idle.reason}.` });
  throw new AssayError({
    code: "rule-unknown",
    message: ruleId === undefined ? `${ruleFile} holds ${ids.length} rules.` : `${ruleFile} has no rule ${JSON.stringify(ruleId)}.`,
    nextStep: ids.length === 0 ? "Name a file with `rules:` in it." : `Name one of them: ${ids.slice(0, 10).map((id) => `${ruleFile}:${id}`).join(", ")}.`,
  });
}

function readText(absolute: string, { target }: WhyRequest): string {
  const source = readSource({ path: target, absolutePath: absolute, maxFileSizeBytes: largestTargetBytes, includeGenerated: true });
  if (!("reason" in source)) return source.text;
  throw new AssayError({ code: "path-missing", message: `${JSON.stringify(target)} cannot be read: ${source.detail}`, nextStep: "Write FILE:LINE, for instance src/app.py:12." });
}

interface Explained {
  readonly drop: Drop | undefined;
  readonly reason: string | undefined;
  readonly formula: OperatorStep | undefined;
  readonly taint: readonly TaintEntry[] | undefined;
}

function explain({ compiled }: RunnableRule, target: RuleTarget, { engine }: CompiledRuleFiles, place: Place): Explained {
  const { detection } = compiled.rule;
  const evaluate = (): ReturnType<typeof evaluationOf> => evaluationOf(compiled, target, engine);
  if (detection.mode === "taint" || compiled.formula === undefined) {
    const { drop, reason, entries }: TaintExplanation = explainTaint({ rule: compiled, target, evaluate, place });
    return { drop, reason, taint: entries, formula: undefined };
  }
  const { step, drop }: Explanation = explainFormula(detection.formula, compiled.formula, evaluate(), place);
  return { drop, reason: undefined, formula: step, taint: undefined };
}

/** What keeps the rule from this file whatever it matches. */
function hindrancesOf(rule: RunnableRule, language: string, path: string): string[] {
  const { rule: written } = rule.compiled;
  return [
    ...(runsOn(rule, language) ? [] : [`The rule is for ${[...rule.languages].sort().join(", ")} and the file is ${language}.`]),
    ...(arePathsFor(written.paths, path) ? [] : [`The rule's \`paths:\` leave out ${path} (counted from the git root).`]),
  ];
}

function verdictOf(findings: readonly ShownRange[], { drop, reason }: Explained): string {
  if (findings.length > 0) return `The rule reports this line${findings.length === 1 ? "" : ` ${findings.length} times`}.`;
  if (drop === undefined && reason === undefined) return "The rule matches, and a `nosemgrep` comment suppresses it.";
  const place = drop === undefined ? "" : `\`${drop.operator}\` (line ${drop.position.line} of the rule file) dropped the last candidate: ${drop.reason}`;
  const parts = [reason, place].filter((part) => part !== undefined && part !== "").join(": ");
  return `${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`;
}
