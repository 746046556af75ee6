// Takes the findings out that a comment silences, and reports the comments that are malformed, expired or unused.

import type { Suppression } from "../model/finding.ts";
import { mayHoldSuppressions, parseSuppressions } from "./parse-suppressions.ts";
import type { CommentText, Directive } from "./parse-suppressions.ts";

/** What of a finding decides whether a comment silences it; a `Finding` fits. */
export interface Suppressible {
  readonly ruleId: string;
  readonly alsoFoundBy: readonly string[];
  readonly region: { readonly startLine: number; readonly endLine: number; readonly start: number };
}

/** What must be known of every rule that comments may name. */
export interface SuppressibleRule {
  readonly id: string;
  /** Ids of the same flaw in other tools: `{ bandit: ["B602"], eslint: ["no-eval"] }`. */
  readonly equivalents?: Readonly<Record<string, readonly string[]>>;
}

export interface SuppressionRequest<Kind extends Suppressible> {
  readonly text: string;
  /** Comment ranges of the file with their marks, sorted. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  /** 1-based line of an offset. */
  readonly lineOf: (offset: number) => number;
  readonly findings: readonly Kind[];
  /** Every rule there is, by id, the tool's own among them. */
  readonly rules: ReadonlyMap<string, SuppressibleRule>;
  /** Ids of the rules that ran on this file: a comment for another one is not unused. */
  readonly activeRules: ReadonlySet<string>;
  /** Today as `YYYY-MM-DD`: the clock is the caller's. */
  readonly today: string;
}

/** A report about a comment; the caller makes a finding of it. */
export interface SuppressionProblem {
  readonly ruleId: "assay/malformed-suppression" | "assay/expired-suppression" | "assay/unused-suppression";
  readonly message: string;
  /** The comment's directive, 0-based offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface SuppressionResult<Kind> {
  readonly active: readonly Kind[];
  readonly suppressed: readonly (Kind & { readonly suppression: Suppression })[];
  /** In the order of the file. */
  readonly problems: readonly SuppressionProblem[];
  /** The first day (`YYYY-MM-DD`) on which the answer may be another one, because a suppression has expired by then. */
  readonly expiresOn?: string;
}

/** A directive with the lines it speaks about, 1-based, both inclusive. */
interface Placed extends Directive {
  readonly commentLine: number;
  readonly firstLine: number;
  lastLine: number;
}

/** Pure. A finding is silenced where its region starts or ends on a line that a directive speaks about. */
export function suppress<Kind extends Suppressible>(request: SuppressionRequest<Kind>): SuppressionResult<Kind> {
  if (request.comments.length === 0 || !mayHoldSuppressions(request.text)) return { active: request.findings, suppressed: [], problems: [] };
  const problems: SuppressionProblem[] = [];
  const directives = placeDirectives(request).filter((directive) => isInForce(directive, request, problems));
  const used = new Set<string>();
  const active: Kind[] = [];
  const suppressed: (Kind & { readonly suppression: Suppression })[] = [];
  const candidatesOf = indexByLine(directives);
  for (const finding of request.findings) {
    const directive = candidatesOf(finding).find((candidate) => silences(candidate, finding, request, used));
    if (directive === undefined) active.push(finding);
    else suppressed.push({ ...finding, suppression: suppressionOf(directive) });
  }
  for (const directive of directives) reportUnused(directive, request, used, problems);
  problems.sort((left, right) => left.start - right.start || left.end - right.end);
  const expiresOn = firstExpiry(directives);
  return { active, suppressed, problems, ...(expiresOn === undefined ? {} : { expiresOn }) };
}

function firstExpiry(directives: readonly Directive[]): string | undefined {
  const last = directives.flatMap((directive) => directive.until ?? []).sort()[0];
  return last === undefined ? undefined : new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Directives that may speak about a finding, in the order of the file: a file may have very many of both. */
function indexByLine(directives: readonly Placed[]): (finding: Suppressible) => readonly Placed[] {
  const byLine = new Map<number, Placed[]>();
  const wide: Placed[] = [];
  for (const directive of directives) {
    const list = directive.scope === "block" || directive.tool === "bandit" ? wide : (byLine.get(directive.firstLine) ?? []);
    list.push(directive);
    if (list !== wide) byLine.set(directive.firstLine, list);
  }
  return ({ region: { startLine, endLine } }) => {
    const atEnd = endLine === startLine ? [] : (byLine.get(endLine) ?? []);
    return [...(byLine.get(startLine) ?? []), ...atEnd, ...wide].sort((left, right) => left.start - right.start);
  };
}

function isInForce(directive: Placed, request: SuppressionRequest<Suppressible>, problems: SuppressionProblem[]): boolean {
  if (directive.tool !== "assay") return true;
  const { start, end } = directive;
  const unknown = directive.rules.find((rule) => !request.rules.has(rule));
  const fault = directive.fault ?? (unknown === undefined ? undefined : `There is no rule \`${unknown}\`.`);
  if (fault !== undefined) {
    problems.push({ ruleId: "assay/malformed-suppression", message: `This comment silences nothing: ${fault[0]!.toLowerCase()}${fault.slice(1)}`, start, end });
    return false;
  }
  if (directive.until !== undefined && directive.until < request.today) {
    problems.push({ ruleId: "assay/expired-suppression", message: `This suppression held until ${directive.until}.`, start, end });
    return false;
  }
  return true;
}

function silences(directive: Placed, finding: Suppressible, request: SuppressionRequest<Suppressible>, used: Set<string>): boolean {
  if (!isOnLine(directive, finding)) return false;
  const names = [finding.ruleId, ...finding.alsoFoundBy];
  if (directive.tool !== "assay") return names.some((id) => isForeignMatch(directive, id, request.rules.get(id)));
  // A rule that gave way to the finding's own rule is still what the author of the comment saw and judged.
  const matched = directive.rules.filter((rule) => names.includes(rule));
  for (const rule of matched) used.add(useOf(directive, rule));
  return matched.length > 0;
}

function isOnLine(directive: Placed, finding: Suppressible): boolean {
  const { startLine, endLine } = finding.region;
  const isOn = (line: number): boolean => line >= directive.firstLine && line <= directive.lastLine;
  if (directive.scope === "block") return finding.region.start >= directive.start && isOn(startLine);
  // Bandit looks at every line of the statement.
  if (directive.tool === "bandit") return directive.firstLine >= startLine && directive.firstLine <= endLine;
  return isOn(startLine) || isOn(endLine);
}

function isForeignMatch(directive: Directive, ruleId: string, rule: SuppressibleRule | undefined): boolean {
  const known = equivalentsOf(rule, directive.tool);
  if (directive.tool === "semgrep" && directive.rules.some((id) => isSameSemgrepId(id, ruleId))) return true;
  if (known.length === 0) return false;
  if (directive.rules.length === 0) return true;
  return directive.rules.some((id) => known.some((own) => isSameForeignId(directive.tool, id, own)));
}

/** Other names under which a tool's rules are declared. */
const namesOfTool: Readonly<Record<string, readonly string[]>> = { ruff: ["ruff", "flake8", "pyflakes"], eslint: ["eslint", "oxlint"] };

function equivalentsOf(rule: SuppressibleRule | undefined, tool: string): readonly string[] {
  const equivalents = rule?.equivalents;
  if (equivalents === undefined) return [];
  return (namesOfTool[tool] ?? [tool]).flatMap((name) => equivalents[name] ?? []);
}

function isSameForeignId(tool: string, written: string, known: string): boolean {
  if (tool === "semgrep") return isSameSemgrepId(written, known);
  return tool === "eslint" ? written === known : written.toUpperCase() === known.toUpperCase();
}

/** Semgrep takes the whole dotted id or its end. */
function isSameSemgrepId(written: string, known: string): boolean {
  return written === known || known.endsWith(`.${written}`) || written.endsWith(`.${known}`);
}

function reportUnused(directive: Placed, request: SuppressionRequest<Suppressible>, used: ReadonlySet<string>, problems: SuppressionProblem[]): void {
  // Other tools' comments have another master; ours may be unused only where the rule ran.
  if (directive.tool !== "assay" || !request.activeRules.has("assay/unused-suppression")) return;
  const unused = directive.rules.filter((rule) => request.activeRules.has(rule) && !used.has(useOf(directive, rule)));
  if (unused.length === 0) return;
  const names = unused.map((rule) => `\`${rule}\``).join(", ");
  problems.push({ ruleId: "assay/unused-suppression", message: `${names} ${unused.length === 1 ? "finds" : "find"} nothing here to suppress.`, start: directive.start, end: directive.end });
}

function useOf(directive: Directive, rule: string): string {
  return `${directive.start} ${rule}`;
}

function suppressionOf(directive: Placed): Suppression {
  const listed = directive.rules.length === 0 ? "" : ` ${directive.rules.join(", ")}`;
  const justification = directive.reason === "" ? `${directive.tool} suppression${listed}` : directive.reason;
  return { kind: "inSource", justification, line: directive.commentLine };
}

function placeDirectives(request: SuppressionRequest<Suppressible>): Placed[] {
  const placed: Placed[] = [];
  request.comments.forEach((comment, index) => {
    for (const directive of parseSuppressions(contentOf(request.text, comment))) {
      if (directive.scope === "end-block") closeBlocks(placed, directive, request.lineOf(directive.start));
      else if (!isOpenAlready(placed, directive)) placed.push(place(directive, request, index));
    }
  });
  return placed;
}

/** A block that says again what an open one says adds nothing. */
function isOpenAlready(placed: readonly Placed[], directive: Directive): boolean {
  if (directive.scope !== "block") return false;
  const rules = directive.rules.join(" ");
  return placed.some((block) => block.scope === "block" && block.lastLine === Number.MAX_SAFE_INTEGER && block.rules.join(" ") === rules);
}

/** `eslint-enable` ends the blocks of the rules it names, or all. */
function closeBlocks(placed: readonly Placed[], end: Directive, line: number): void {
  for (const block of placed) {
    if (block.scope !== "block" || block.lastLine < line) continue;
    const isMeant = end.rules.length === 0 || block.rules.some((rule) => end.rules.includes(rule));
    if (isMeant) block.lastLine = line;
  }
}

function place(directive: Directive, request: SuppressionRequest<Suppressible>, index: number): Placed {
  const comment = request.comments[index]!;
  const commentLine = request.lineOf(directive.start);
  if (directive.scope === "block") return { ...directive, commentLine, firstLine: commentLine, lastLine: Number.MAX_SAFE_INTEGER };
  const isAlone = directive.scope === "next-line" || !hasCodeBeside(request.text, comment);
  // ESLint means the very next line; ours skips blank lines and further comments.
  const target = isAlone ? lineOfNextCode(request, index) : commentLine;
  const line = directive.tool === "eslint" && directive.scope === "next-line" ? request.lineOf(comment.end) + 1 : target;
  return { ...directive, commentLine, firstLine: line, lastLine: line };
}

/** Looks no further than the blanks beside the comment: a line may be millions of units long. JSX braces count as blank. */
function hasCodeBeside(text: string, comment: { readonly start: number; readonly end: number }): boolean {
  let before = comment.start - 1;
  while (before >= 0 && /[ \t\f\uFEFF{]/.test(text[before]!)) before--;
  let after = comment.end;
  while (after < text.length && /[ \t\f}]/.test(text[after]!)) after++;
  return !isLineEdge(text[before]) || !isLineEdge(text[after]);
}

function isLineEdge(unit: string | undefined): boolean {
  return unit === undefined || unit === "\n" || unit === "\r";
}

/** The line of the first character after the comment that is neither blank nor comment. */
function lineOfNextCode(request: SuppressionRequest<Suppressible>, index: number): number {
  const { text, comments } = request;
  let at = comments[index]!.end;
  // A JSX comment is closed by a brace on its own line.
  const close = /[ \t]*\}/y;
  close.lastIndex = at;
  if (close.test(text)) at = close.lastIndex;
  for (let next = index + 1; ; next++) {
    const gap = /\s*/y;
    gap.lastIndex = at;
    gap.test(text);
    at = gap.lastIndex;
    const following = comments[next];
    if (following === undefined || following.start !== at) return request.lineOf(at);
    at = following.end;
  }
}

/** The comment without `#`, `//`, `/*`, `--`, `<!--` and their ends. */
function contentOf(text: string, comment: { readonly start: number; readonly end: number }): CommentText {
  const whole = text.slice(comment.start, comment.end);
  const opening = /^(?:#+!?|\/\/+|\/\*+|<!--|--)/.exec(whole)?.[0].length ?? 0;
  const closing = /(?:\*+\/|-->)$/.exec(whole)?.[0].length ?? 0;
  return { text: whole.slice(opening, Math.max(opening, whole.length - closing)), start: comment.start + opening };
}
