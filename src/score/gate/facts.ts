// What the gate's conditions are judged by; each part is known, or it is known why it is not.

import type { Category, Confidence, Finding, Severity } from "../../model/finding.ts";

/** A value, or the reason why there is none: one clause without a full stop. */
export type Known<T> = { readonly value: T } | { readonly unknown: string };

/** What a finding of the baseline weighs. */
export interface WeighedFinding {
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly remediationMinutes: number;
}

export interface MeasuredFunction {
  readonly path: string;
  readonly name: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly cyclomatic: number;
  readonly cognitive: number;
}

export interface DuplicationFacts {
  /** Lines that stand elsewhere too, 1-based, by path. */
  readonly linesOf: ReadonlyMap<string, ReadonlySet<number>>;
  readonly totalLines: number;
}

/** Lines that could run and whether they did, by path: 1-based line → number of runs. */
export type CoverageFacts = ReadonlyMap<string, ReadonlyMap<number, number>>;

export interface GateFacts {
  /** Active findings, the known ones among them. */
  readonly findings: readonly Finding[];
  readonly codeLines: number;
  /** Findings that were not there before. */
  readonly fresh: Known<readonly Finding[]>;
  readonly suppressed: readonly Finding[];
  /** Findings that are suppressed and were not before. */
  readonly freshlySuppressed: Known<readonly Finding[]>;
  /** What was there before, and over how many lines of code. */
  readonly before: Known<{ readonly findings: readonly WeighedFinding[]; readonly codeLines: number }>;
  /** Files that could not be read whole, so that findings in them may be unseen. */
  readonly unread: readonly string[];
  /** Lines that the change wrote, by path; files that it left alone are absent. */
  readonly changedLines: Known<ReadonlyMap<string, ReadonlySet<number>>>;
  /** Code files among the changed ones that coverage could be asked about: no tests. */
  readonly coverable: (path: string) => boolean;
  readonly functions: Known<readonly MeasuredFunction[]>;
  readonly duplication: Known<DuplicationFacts>;
  readonly coverage: Known<CoverageFacts>;
}

/** Of the unread files those that may hold something new. */
export function unreadOf(facts: GateFacts, on: "new" | "all"): readonly string[] {
  const { changedLines, unread } = facts;
  return on === "all" || "unknown" in changedLines ? unread : unread.filter((path) => changedLines.value.has(path));
}

export function tellUnread(paths: readonly string[]): string | undefined {
  const [first] = paths;
  if (first === undefined) return undefined;
  return `${first}${paths.length === 1 ? "" : ` and ${paths.length - 1} more`} could not be analysed whole`;
}
