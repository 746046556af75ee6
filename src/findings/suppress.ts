// Takes the findings out that a comment silences, and reports the comments that are malformed, expired or unused.

import type { Suppression } from "../model/finding.ts";
import { isForeignMatch, isOnLine } from "./match-suppressions.ts";
import type { SuppressibleRegion, SuppressibleRule } from "./match-suppressions.ts";
import { mayHoldSuppressions } from "./parse-suppressions.ts";
import type { Directive } from "./parse-suppressions.ts";
import { placeDirectives } from "./place-suppressions.ts";
import type { CommentedText, PlacedDirective } from "./place-suppressions.ts";
import { hashSuppressedCode } from "./suppressed-code.ts";

/** What of a finding decides whether a comment silences it; a `Finding` fits. */
export interface Suppressible {
  readonly ruleId: string;
  readonly alsoFoundBy: readonly string[];
  readonly region: SuppressibleRegion;
}

export interface SuppressionRequest<Kind extends Suppressible> extends CommentedText {
  readonly findings: readonly Kind[];
  /** Every rule there is, by id, the tool's own among them. */
  readonly rules: ReadonlyMap<string, SuppressibleRule>;
  /** Ids of the rules that ran on this file: a comment for another one is not unused. */
  readonly activeRules: ReadonlySet<string>;
  /** Rules that look at this file later, with others: whether a comment for them is unused is told then. */
  readonly laterRules?: ReadonlySet<string>;
  /** Today as `YYYY-MM-DD`: the clock is the caller's. */
  readonly today: string;
}

/** A report about a comment; the caller makes a finding of it. */
export interface SuppressionProblem {
  readonly ruleId: "assay/malformed-suppression" | "assay/expired-suppression" | "assay/unused-suppression" | "assay/void-suppression";
  readonly message: string;
  /** The comment's directive, 0-based offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A comment whose rule has yet to look; offsets are those of the directive. */
export interface LaterSuppression {
  readonly ruleId: string;
  /** 1-based line of the comment. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface SuppressionResult<Kind> {
  readonly active: readonly Kind[];
  readonly suppressed: readonly (Kind & { readonly suppression: Suppression })[];
  /** In the order of the file. */
  readonly problems: readonly SuppressionProblem[];
  /** Comments that are in force for rules which look later. */
  readonly later: readonly LaterSuppression[];
  /** The first day (`YYYY-MM-DD`) on which the answer may be another one, because a suppression has expired by then. */
  readonly expiresOn?: string;
}

/** Pure. A finding is silenced where its region starts or ends on a line that a directive speaks about. */
export function suppress<Kind extends Suppressible>(request: SuppressionRequest<Kind>): SuppressionResult<Kind> {
  if (request.comments.length === 0 || !mayHoldSuppressions(request.text)) return { active: request.findings, suppressed: [], problems: [], later: [] };
  const problems: SuppressionProblem[] = [];
  const directives = placeDirectives(request).filter((directive) => isInForce(directive, request, problems));
  const used = new Set<string>();
  const active: Kind[] = [];
  const suppressed: (Kind & { readonly suppression: Suppression })[] = [];
  const voided = new Map<PlacedDirective, string>();
  const candidatesOf = indexByLine(directives);
  for (const finding of request.findings) {
    const directive = candidatesOf(finding).find((candidate) => silences(candidate, finding, request, used) && holdsForCode(candidate, finding, request, voided));
    if (directive === undefined) active.push(finding);
    else suppressed.push({ ...finding, suppression: suppressionOf(directive, hashSuppressedCode(request, finding.region)) });
  }
  reportVoid(voided, problems);
  for (const directive of directives) reportUnused(directive, request, used, problems);
  problems.sort((left, right) => left.start - right.start || left.end - right.end);
  const expiresOn = firstExpiry(directives);
  return { active, suppressed, problems, later: laterOf(directives, request), ...(expiresOn === undefined ? {} : { expiresOn }) };
}

function firstExpiry(directives: readonly Directive[]): string | undefined {
  const last = directives.flatMap((directive) => directive.until ?? []).sort()[0];
  return last === undefined ? undefined : new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Directives that may speak about a finding, in the order of the file: a file may have very many of both. */
function indexByLine(directives: readonly PlacedDirective[]): (finding: Suppressible) => readonly PlacedDirective[] {
  const byLine = new Map<number, PlacedDirective[]>();
  const wide: PlacedDirective[] = [];
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

function isInForce(directive: PlacedDirective, request: SuppressionRequest<Suppressible>, problems: SuppressionProblem[]): boolean {
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

function silences(directive: PlacedDirective, finding: Suppressible, request: SuppressionRequest<Suppressible>, used: Set<string>): boolean {
  if (!isOnLine(directive, finding)) return false;
  const names = [finding.ruleId, ...finding.alsoFoundBy];
  if (directive.tool !== "assay") return names.some((id) => isForeignMatch(directive, id, request.rules.get(id), finding.region.startLine));
  // A rule that gave way to the finding's own rule is still what the author of the comment saw and judged.
  const matched = directive.rules.filter((rule) => names.includes(rule));
  for (const rule of matched) used.add(useOf(directive, rule));
  return matched.length > 0;
}

/** A directive that names the code it was given for speaks of no other. */
function holdsForCode(directive: PlacedDirective, finding: Suppressible, request: SuppressionRequest<Suppressible>, voided: Map<PlacedDirective, string>): boolean {
  if (directive.code === undefined) return true;
  const code = hashSuppressedCode(request, finding.region);
  if (code === directive.code) return true;
  voided.set(directive, code);
  return false;
}

function reportVoid(voided: ReadonlyMap<PlacedDirective, string>, problems: SuppressionProblem[]): void {
  for (const [{ start, end }, code] of voided) {
    problems.push({ ruleId: "assay/void-suppression", message: `This suppression was given for other code; judge anew, and write \`code=${code}\` if it is still right.`, start, end });
  }
}

function laterOf(directives: readonly PlacedDirective[], { laterRules }: SuppressionRequest<Suppressible>): LaterSuppression[] {
  if (laterRules === undefined || laterRules.size === 0) return [];
  return directives.flatMap(({ tool, rules, commentLine, start, end }) =>
    tool === "assay" ? rules.flatMap((ruleId) => (laterRules.has(ruleId) ? [{ ruleId, line: commentLine, start, end }] : [])) : [],
  );
}

function reportUnused(directive: PlacedDirective, request: SuppressionRequest<Suppressible>, used: ReadonlySet<string>, problems: SuppressionProblem[]): void {
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

function suppressionOf(directive: PlacedDirective, code: string): Suppression {
  const { tool, rules, reason, commentLine, owner, until } = directive;
  const listed = rules.length === 0 ? "" : ` ${rules.join(", ")}`;
  const justification = reason === "" ? `${tool} suppression${listed}` : reason;
  return { kind: "inSource", justification, line: commentLine, tool, code, ...(owner === undefined ? {} : { owner }), ...(until === undefined ? {} : { until }) };
}
