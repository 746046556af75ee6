// What the page of the HTML report is told: the contract between the reporter, which writes it, and the page's script.

import type { Category, Confidence, Severity, TraceStep } from "../../model/finding.ts";
import type { GateResult } from "../../model/gate.ts";
import type { Rating } from "../../model/rating.ts";
import type { BaselineReport, Notice, Report, SkippedFile } from "../../model/report.ts";
import type { Trends } from "../../model/trends.ts";

/** Whether it counts: `open` without a baseline, else `new` or `known`; `suppressed` never. */
export type PageState = "open" | "new" | "known" | "suppressed";

/** One line of code as the frame shows it; `from` and `to` are 0-based UTF-16 columns of what is marked. */
export interface PageLine {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly notes: readonly string[];
  readonly kind: TraceStep["kind"] | "context";
}

/** Lines that are left out. */
export interface PageGap {
  readonly gap: string;
}

export interface PageDiffLine {
  readonly sign: "-" | "+";
  readonly line?: number;
  readonly text: string;
}

export interface PageFinding {
  /** The fingerprint. */
  readonly id: string;
  /** Index into the rules. */
  readonly rule: number;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly state: PageState;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly rows: readonly (PageLine | PageGap)[];
  readonly related: readonly { readonly path: string; readonly line: number; readonly note: string }[];
  readonly fix?: { readonly description: string; readonly safety: string; readonly diff: readonly PageDiffLine[] };
  readonly suggestion?: string;
  readonly also: readonly string[];
  readonly minutes: number;
  readonly suppression?: { readonly justification: string; readonly owner?: string; readonly until?: string };
}

export interface PageRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly category: Category;
  readonly cwe: readonly string[];
  readonly precision?: string;
}

/** What was lost to one rule or metric. */
export interface PageLoss {
  readonly category: string;
  readonly cause: string;
  readonly count: number;
  readonly millipoints: number;
}

export interface PageScore {
  readonly millipoints: number;
  readonly rating: Rating;
  readonly ratings: Readonly<Record<string, Rating>>;
  readonly debtMinutes: number;
  readonly codeLines: number;
  /** Most first. */
  readonly losses: readonly PageLoss[];
  readonly next?: { readonly rating: Rating; readonly ids: readonly string[]; readonly millipoints: number };
  readonly suggestions: readonly { readonly text: string; readonly id: string; readonly place: string; readonly millipoints: number; readonly minutes: number }[];
}

export interface PageData {
  readonly tool: string;
  readonly repository?: Report["repository"];
  readonly isComplete: boolean;
  readonly incompleteReasons: readonly string[];
  readonly score: PageScore;
  readonly files: readonly { readonly path: string; readonly codeLines: number }[];
  readonly rules: readonly PageRule[];
  readonly findings: readonly PageFinding[];
  /** Findings that the page would not hold. */
  readonly leftOut: number;
  readonly skipped: readonly SkippedFile[];
  readonly notices: readonly Notice[];
  readonly baseline?: Omit<BaselineReport, "known"> & { readonly knownCount: number };
  readonly gate?: GateResult;
  readonly trends?: Trends;
}
