// Takes the findings out that a comment silences, and reports the comments that are malformed, expired or unused.

import type { Suppression } from "../model/finding.ts";
import { isForeignMatch, isOnLine } from "./match-suppressions.ts";
import type { SuppressibleRegion, SuppressibleRule } from "./match-suppressions.ts";
import { mayHoldSuppressions } from "./parse-suppressions.ts";
import type { Directive } from "./parse-suppressions.ts";
import { placeDirectives } from "./place-suppressions.ts";
import type { CommentedText, PlacedDirective } from "./place-suppressions.ts";

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

function suppressionOf(directive: PlacedDirective): Suppression {
  const listed = directive.rules.length === 0 ? "" : ` ${directive.rules.join(", ")}`;
  const justification = directive.reason === "" ? `${directive.tool} suppression${listed}` : directive.reason;
  return { kind: "inSource", justification, line: directive.commentLine };
}

