// Runs the rules over embedded code and brings what they say to the offsets of the file that holds it.

import type { OffsetFinding, RuleCrash, RuleRunner, RunResult } from "../analyzers/quality/rule-runner.ts";
import { suppress } from "../findings/suppress.ts";
import type { SuppressionProblem } from "../findings/suppress.ts";
import type { RuleMeta } from "../model/rule.ts";
import { createFileView } from "../rule-kit/create-file-view.ts";
import { type LineIndex, indexLines } from "../source/line-index.ts";
import type { EmbeddedCode } from "../syntax/embedded.ts";
import type { ParseProblem, SyntaxTree } from "../syntax/tree.ts";
import { createScopeFinder } from "./enclosing-scopes.ts";
import type { EmbeddedFile } from "./read-embedded.ts";

/** What the analysis of embedded code takes from the request for its file. */
export interface EmbeddedRequest {
  readonly path: string;
  /** The text around the pieces. */
  readonly text: string;
  readonly hostLanguage: string;
  readonly runnerOf: (language: string) => RuleRunner;
  readonly rules: ReadonlyMap<string, RuleMeta>;
  readonly activeRules: ReadonlySet<string>;
  readonly today: string;
  readonly runPatternRules?: ((path: string, tree: SyntaxTree) => RunResult) | undefined;
}

/** All at offsets of the text around. */
export interface EmbeddedAnalysis {
  /** Those that a comment inside the code silences carry their suppression. */
  readonly findings: readonly OffsetFinding[];
  /** Of rules from rule files: their own comments have been heeded. */
  readonly patternFindings: readonly OffsetFinding[];
  readonly crashes: readonly RuleCrash[];
  /** What was not understood of programs; a value that only looks like code is no problem. */
  readonly problems: readonly ParseProblem[];
  readonly aboutComments: readonly SuppressionProblem[];
}

const nothing: EmbeddedAnalysis = { findings: [], patternFindings: [], crashes: [], problems: [], aboutComments: [] };

/** Pieces one after another. */
export function analyseEmbedded(files: readonly EmbeddedFile[], request: EmbeddedRequest): EmbeddedAnalysis {
  if (files.length === 0) return nothing;
  const lines = indexLines(request.text);
  const parts = files.map((file) => analysePiece(file, request, lines));
  return {
    findings: parts.flatMap((part) => part.findings),
    patternFindings: parts.flatMap((part) => part.patternFindings),
    crashes: parts.flatMap((part) => part.crashes),
    problems: parts.flatMap((part) => part.problems),
    aboutComments: parts.flatMap((part) => part.aboutComments),
  };
}

function analysePiece(file: EmbeddedFile, request: EmbeddedRequest, hostLines: LineIndex): EmbeddedAnalysis {
  const { code, tree, language } = file;
  const { path } = request;
  const hostLanguage = code.isProgram ? undefined : request.hostLanguage;
  const run = request.runnerOf(language.id).run(tree, (report) => createFileView({ path, tree, language, hostLanguage, report }));
  const below = analyseEmbedded(file.inner, { ...request, text: tree.text, hostLanguage: language.id });
  const scopesAt = createScopeFinder(tree);
  const own = [...run.findings, ...below.findings].map((finding) => {
    const { names, body } = scopesAt(finding.start);
    return { ...finding, scopes: { names: [...names, ...(finding.scopes?.names ?? [])], body: finding.scopes?.body ?? body } };
  });
  const lines = indexLines(tree.text);
  const { active, suppressed, problems } = suppress({
    text: tree.text,
    comments: tree.comments,
    lineOf: lines.lineOf,
    findings: own.filter((finding) => finding.suppression === undefined).map((finding) => ({ ...finding, alsoFoundBy: [], region: lines.regionOf(finding.start, finding.end) })),
    rules: request.rules,
    activeRules: request.activeRules,
    today: request.today,
  });
  const silenced = suppressed.map(({ suppression, ...finding }) => ({ ...finding, suppression: { ...suppression, line: hostLineOf(suppression.line ?? 1) } }));
  const findings: OffsetFinding[] = [...active, ...silenced, ...own.filter((finding) => finding.suppression !== undefined)];
  const fromFiles = request.runPatternRules?.(path, tree);
  const matches = [...(fromFiles?.findings ?? []), ...below.patternFindings];
  return {
    findings: findings.map((finding) => toHost(finding, code, language.id)),
    patternFindings: matches.map((finding) => toHost(finding, code, language.id)),
    crashes: [...run.crashes, ...(fromFiles?.crashes ?? []), ...below.crashes],
    problems: code.isProgram ? [...tree.problems, ...below.problems].map((problem) => ({ ...problem, ...code.origin.rangeOf(problem.start, problem.end) })) : [],
    aboutComments: [...problems, ...below.aboutComments].map((problem) => ({ ...problem, ...code.origin.rangeOf(problem.start, problem.end) })),
  };

  function hostLineOf(line: number): number {
    const start = lines.starts[line - 1] ?? 0;
    return hostLines.lineOf(code.origin.rangeOf(start, start).start);
  }
}

function toHost(finding: OffsetFinding, code: EmbeddedCode, language: string): OffsetFinding {
  const { fix, trace, ...rest } = finding;
  const isMovable = fix !== undefined && code.isEditable && fix.edits.every((edit) => isSafeEdit(edit, code));
  return {
    ...rest,
    ...code.origin.rangeOf(finding.start, finding.end),
    language: finding.language ?? language,
    message: code.placeOf === undefined ? finding.message : `${code.placeOf(finding.start)}: ${finding.message}`,
    trace: trace.map((step) => ({ ...step, ...code.origin.rangeOf(step.start, step.end) })),
    ...(isMovable ? { fix: { ...fix, edits: fix.edits.map((edit) => ({ ...edit, ...code.origin.rangeOf(edit.start, edit.end) })) } } : {}),
  };
}

/** In a string only plain characters can be put: anything else might end it, or mean something to it. */
function isSafeEdit(edit: { readonly start: number; readonly end: number; readonly replacement: string }, code: EmbeddedCode): boolean {
  return code.origin.isVerbatim(edit.start, edit.end) && (code.isProgram || /^[\w .,;:()=<>!*+-]*$/.test(edit.replacement));
}
