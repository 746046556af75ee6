// Analyses one file: parse, rules, suppression. Pure: the same input gives the same result, whatever else is scanned.

import { type ConfiguredFunctionRule, checkFunctions } from "../analyzers/metrics/function-rules.ts";
import { packTokens } from "../analyzers/metrics/duplication/pack-tokens.ts";
import { tokenise } from "../analyzers/metrics/duplication/tokens.ts";
import { tableLines } from "../analyzers/metrics/lines.ts";
import { extractFacts } from "../analyzers/project/extract-facts.ts";
import type { OffsetFinding, RuleRunner, RunResult } from "../analyzers/quality/rule-runner.ts";
import { deduplicate } from "../findings/deduplicate.ts";
import { suppress } from "../findings/suppress.ts";
import type { Severity } from "../model/finding.ts";
import type { RuleMeta } from "../model/rule.ts";
import { createFileView } from "../rule-kit/create-file-view.ts";
import { type LineIndex, countLines, indexLines } from "../source/line-index.ts";
import type { Language } from "../syntax/language.ts";
import { computeScopes } from "../syntax/scopes.ts";
import { type ParseProblem, type SyntaxTree, makeTree } from "../syntax/tree.ts";
import { analyseEmbedded } from "./analyse-embedded.ts";
import { type DescribedFile, describeFindings } from "./describe-findings.ts";
import type { FileAnalysis, FileFinding } from "./file-analysis.ts";
import { joinPrograms } from "./join-programs.ts";
import type { EmbeddedFile } from "./read-embedded.ts";
import { toCrashNotice } from "./rule-crash-notice.ts";
import { toToolFinding } from "./tool-finding.ts";

export interface FileRequest {
  readonly path: string;
  /** The file, parsed by its language. */
  readonly tree: SyntaxTree;
  readonly language: Language;
  /** Code of other languages in the file, parsed. */
  readonly embedded: readonly EmbeddedFile[];
  /** The rules that are on for this file and written for the language. */
  readonly runnerOf: (language: string) => RuleRunner;
  /** Every rule there is, the tool's own among them. */
  readonly rules: ReadonlyMap<string, RuleMeta>;
  /** Which rule gives way to which. */
  readonly supersedes: ReadonlyMap<string, readonly string[]>;
  /** Severity of each rule that is on for this file, the tool's own among them. */
  readonly activeRules: ReadonlyMap<string, Severity>;
  /** Rules that set limits to figures of functions. */
  readonly functionRules: readonly ConfiguredFunctionRule[];
  /** Those that are on for this file and look at the whole project. */
  readonly projectRules: ReadonlySet<string>;
  /** True where some rule looks for clones. */
  readonly wantsTokens: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Rules from rule files: each match stands, and only their own comments suppress it. */
  readonly runPatternRules?: (path: string, tree: SyntaxTree) => RunResult;
}

/** Parse problems beyond this are summed up in the last one: a file in another language must not flood the report. */
const mostParseFindings = 5;

/** Never throws for what the text holds. */
export function analyseFile(request: FileRequest): FileAnalysis {
  const { path, tree, language, activeRules, runnerOf } = request;
  const { text } = tree;
  const lines = indexLines(text);
  const file: DescribedFile = { path, tree, lines };
  const scopes = lazily(() => computeScopes(tree, language.scopeRules));
  const run = runnerOf(language.id).run(tree, (report) => createFileView({ path, tree, language, scopes, report }));
  const fromFiles = request.runPatternRules?.(path, tree);
  const measured = checkFunctions(tree, request.functionRules, { scopes, lineOf: lines.lineOf });
  const within = analyseEmbedded(request.embedded, { ...request, text, hostLanguage: language.id, activeRules: new Set(activeRules.keys()) });
  const read: SyntaxTree = within.problems.length === 0 ? tree : makeTree({ ...tree, problems: [...tree.problems, ...within.problems].sort((left, right) => left.start - right.start) });
  const parseFindings = activeRules.has("assay/parse-error") ? toParseFindings(read, language) : [];
  const described = describeFindings(file, withSeverity([...run.findings, ...measured, ...within.findings, ...parseFindings], activeRules));
  const silenced = described.filter((finding) => finding.suppression !== undefined);
  const unique = deduplicate(silenced.length === 0 ? described : described.filter((finding) => finding.suppression === undefined), request.supersedes);
  const { active, suppressed, problems, later } = suppress({
    text,
    comments: tree.comments,
    lineOf: lines.lineOf,
    findings: unique,
    rules: request.rules,
    activeRules: new Set(activeRules.keys()),
    laterRules: request.projectRules,
    today: request.today,
  });
  const aboutComments = [...problems, ...within.aboutComments].filter((problem) => activeRules.has(problem.ruleId)).map(toToolFinding);
  const findings: FileFinding[] = [
    ...active,
    ...suppressed,
    ...silenced,
    ...describeFindings(file, withSeverity(aboutComments, activeRules)),
    ...describeFindings(file, [...(fromFiles?.findings ?? []), ...within.patternFindings]),
  ];
  return {
    file: describeFile(request, read, lines),
    findings: findings.sort((left, right) => left.region.start - right.region.start || (left.ruleId < right.ruleId ? -1 : 1)),
    notices: [...run.crashes, ...(fromFiles?.crashes ?? []), ...within.crashes].map((crash) => toCrashNotice(crash, path)),
    ...(request.projectRules.size > 0 && language.modules !== undefined ? { facts: extractFacts(tree, path, language.modules) } : {}),
    ...(later.length === 0 ? {} : { laterSuppressions: later }),
    ...(request.wantsTokens ? { tokens: packTokens(tokenise(tree, tableLines(tree))) } : {}),
    ...(read.problems.length === 0 ? {} : { incompleteReason: describeProblems(path, read, lines.lineOf) }),
    ...(/until=\d{4}-/.test(text) ? { analysedOn: request.today } : {}),
  };
}

/** Makes a value at its first use. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function describeFile({ path, tree, embedded, language }: FileRequest, read: SyntaxTree, lines: LineIndex): FileAnalysis["file"] {
  const counted = language.holdsPrograms === undefined ? tree : joinPrograms(tree, embedded, language.holdsPrograms);
  const counts = countLines(counted.text, counted === tree ? lines : indexLines(counted.text), counted.comments);
  return { path, language: tree.language, codeLines: counts.code, totalLines: counts.total, hasParseProblem: read.problems.length > 0 };
}

function toParseFindings(tree: SyntaxTree, { isGrammarPartial }: Language): OffsetFinding[] {
  const shown = tree.problems.slice(0, mostParseFindings);
  const hidden = tree.problems.length - shown.length;
  const isUnfilled = isTemplate(tree);
  return shown.map((problem, index) => {
    const more = index === shown.length - 1 && hidden > 0 ? ` ${hidden} more parse errors in this file are not listed.` : "";
    const finding = toToolFinding({ ruleId: "assay/parse-error", message: parseMessage(problem, isUnfilled) + more, ...tightRange(problem, tree.text) });
    return isGrammarPartial === true || isUnfilled ? { ...finding, severity: "info", confidence: "low" } : finding;
  });
}

/** `{% tag %}`, `{{ name | filter }}` where no attribute of JSX begins, `<% code %>`, `%NAME%`. */
const templateMark = /\{%-?\s*\w[^\n]*?%\}|(?<!=)\{\{\s*[\w.]+\s*(?:\|[^{}\n]*)?\}\}|<%[^\n]*?%>|%[A-Z][A-Z_]+%/;

/** True where the parser first stumbles on a line that a template language fills in: no such file is run as it stands. */
function isTemplate({ problems, text }: SyntaxTree): boolean {
  if (problems.length === 0) return false;
  const { start } = problems[0]!;
  const end = text.indexOf("\n", start);
  return templateMark.test(text.slice(text.lastIndexOf("\n", start - 1) + 1, end < 0 ? text.length : end));
}

function parseMessage(problem: ParseProblem, isUnfilled: boolean): string {
  const said = problem.message.trim().replace(/\.$/, "");
  return `This ${isUnfilled ? "looks like a template and " : ""}cannot be parsed, so what it does is not analysed: ${said}.`;
}

/** A problem's region without the line break at its end; never empty where there is text to point at. */
function tightRange(problem: ParseProblem, text: string): { start: number; end: number } {
  const lineEnd = /[\r\n]/.exec(text.slice(problem.start, problem.end));
  const end = lineEnd === null || lineEnd.index === 0 ? problem.end : problem.start + lineEnd.index;
  return { start: problem.start, end: Math.min(text.length, Math.max(end, problem.start + 1)) };
}

/** Findings of the tool itself take their severity from the settings here; rules in code got theirs from the runner. */
function withSeverity(findings: readonly OffsetFinding[], activeRules: ReadonlyMap<string, Severity>): OffsetFinding[] {
  return findings.map((finding) =>
    finding.category === "tool" && finding.confidence === "high"
      ? { ...finding, severity: activeRules.get(finding.ruleId) ?? finding.severity }
      : finding,
  );
}

function describeProblems(path: string, tree: SyntaxTree, lineOf: (offset: number) => number): string {
  const places = tree.problems.slice(0, mostParseFindings).map((problem) => `${lineOf(problem.start)}`);
  const more = tree.problems.length > mostParseFindings ? ", …" : "";
  return `${path} was not parsed whole: errors at line ${places.join(", ")}${more}.`;
}
