// What an analyzer says about one place in the code.

/** How bad a finding is, the worst first. */
export const severities = ["error", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

/** How sure the rule is that the finding is true, the surest first. */
export const confidences = ["high", "medium", "low"] as const;
export type Confidence = (typeof confidences)[number];

/** Which question a rule answers. `tool` findings speak of the scan itself (parse errors, unused suppressions). */
export const categories = ["security", "reliability", "maintainability", "tool"] as const;
export type Category = (typeof categories)[number];

/**
 * A range of text. Offsets are 0-based UTF-16 units, `end` exclusive; lines and columns are 1-based, columns in UTF-16
 * units, `endColumn` exclusive. Reporters convert to what their format wants.
 */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Replaces `text.slice(start, end)` by `replacement`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A change that mends a finding. `safe` keeps the behaviour of right programs; `unsafe` may change it. */
export interface Fix {
  readonly description: string;
  readonly safety: "safe" | "unsafe";
  /** Sorted by start, not overlapping, all in the finding's own file. `region` of each edit is in the original text. */
  readonly edits: readonly (Edit & { readonly region: Region })[];
}

/** One stop on the way of the data from source to sink. */
export interface TraceStep {
  readonly kind: "source" | "step" | "sink";
  readonly path: string;
  readonly region: Region;
  /** A few words for the margin, for instance `source: query string`. */
  readonly note: string;
  /** The whole source line that the step stands on, for the frame. */
  readonly line: string;
}

/** Another place that the finding speaks of, anywhere in the project. Lines are 1-based, both included. */
export interface RelatedPlace {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** A few words for the margin. */
  readonly note: string;
}

/** Source lines around a finding, so that reporters need no file access. Lines are cut at 400 UTF-16 units. */
export interface Excerpt {
  /** 1-based number of the first line. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** Says whether two findings of different runs are one. Each part is 16 hexadecimal digits. */
export interface FindingIdentity {
  /** Rule, enclosing names, code, and the code of the source where data flows. */
  readonly key: string;
  /** The neighbouring lines: tells apart findings of the same key. */
  readonly context: string;
  /**
   * Rule, code, and the whole code of the innermost named function or class, less names, types and documentation: by it a
   * finding is known again whose function was renamed or moved. Absent outside of any, and in very long ones.
   */
  readonly body?: string;
}

/** Why a finding does not count. */
export interface Suppression {
  readonly kind: "inSource" | "external";
  readonly justification: string;
  /** 1-based line of the comment, for inSource. */
  readonly line?: number;
  /** Whose comment it is: `assay`, or another tool that is honoured. */
  readonly tool?: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** YYYY-MM-DD, the last day on which it holds. */
  readonly until?: string;
  /** Names the code under it: 8 hexadecimal digits, for `code=` in the comment. */
  readonly code?: string;
}

export interface Finding {
  readonly ruleId: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Each as `CWE-89`. */
  readonly cwe: readonly string[];
  /** One line that says what is wrong here, with names from the code. Names of code stand in backquotes. */
  readonly message: string;
  /** Relative to the report's root, forward slashes. */
  readonly path: string;
  readonly language: string;
  readonly region: Region;
  readonly excerpt: Excerpt;
  readonly trace: readonly TraceStep[];
  /** Present where there are any. */
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  /** What to do about it, concretely, where no edit can be offered: one sentence. */
  readonly suggestion?: string;
  /** Ids of other built-in rules that named the same flaw and gave way. */
  readonly alsoFoundBy: readonly string[];
  /** Estimated work to mend it by hand, for the debt figure. */
  readonly remediationMinutes: number;
  /** `assayFinding/v1`: 16 hexadecimal digits, unique within a run, stable under moved and reindented lines. */
  readonly fingerprint: string;
  /** What the fingerprint was made from: by it findings of two runs are matched. Absent for findings of other programs. */
  readonly identity?: FindingIdentity;
  /** GitHub's `primaryLocationLineHash`. */
  readonly lineHash: string;
  readonly suppression?: Suppression;
}
