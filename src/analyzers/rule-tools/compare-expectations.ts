// Compares what a rule's test file announces with what was found in it.

import type { Annotation } from "./annotations.ts";

/** A finding as a test sees it: rule and 1-based first line. */
export interface ReportedLine {
  readonly ruleId: string;
  readonly line: number;
}

/** One expectation that does not hold. */
export interface Disagreement {
  readonly kind: "missing" | "unexpected" | "unknown-rule";
  readonly ruleId: string;
  readonly line: number;
}

export interface Comparison {
  /** Sorted by line, then rule. */
  readonly disagreements: readonly Disagreement[];
  /** Expectations of `ruleid` and `ok` that hold. */
  readonly heldCount: number;
  /** `todoruleid` and `todook` comments whose time has come: what they wait for is so already. */
  readonly doneTodos: readonly Annotation[];
}

/** `ruleIds` are the rules that ran; a finding that no comment announces is unexpected. */
export function compareExpectations(annotations: readonly Annotation[], reported: readonly ReportedLine[], ruleIds: ReadonlySet<string>): Comparison {
  const keyOf = ({ ruleId, line }: ReportedLine): string => `${ruleId}\u0000${line}`;
  const found = new Set(reported.map(keyOf));
  const open = new Set(annotations.filter(({ kind }) => kind === "todoruleid" || kind === "todook").map(keyOf));
  const wanted = new Set(annotations.filter(({ kind }) => kind === "ruleid").map(keyOf));
  const disagreements = new Map<string, Disagreement>();
  let heldCount = 0;
  for (const one of annotations) {
    if (!ruleIds.has(one.ruleId)) {
      disagreements.set(`?${keyOf(one)}`, { kind: "unknown-rule", ruleId: one.ruleId, line: one.commentLine });
    } else if (one.kind === "ruleid" && !open.has(keyOf(one))) {
      if (found.has(keyOf(one))) heldCount++;
      else disagreements.set(keyOf(one), { kind: "missing", ruleId: one.ruleId, line: one.line });
    } else if (one.kind === "ok" && !found.has(keyOf(one))) heldCount++;
  }
  for (const one of reported) {
    if (!wanted.has(keyOf(one)) && !open.has(keyOf(one))) disagreements.set(keyOf(one), { kind: "unexpected", ...one });
  }
  const doneTodos = annotations.filter((one) => (one.kind === "todoruleid" && found.has(keyOf(one))) || (one.kind === "todook" && !found.has(keyOf(one))));
  const sorted = [...disagreements.values()].sort((left, right) => left.line - right.line || (left.ruleId < right.ruleId ? -1 : 1));
  return { disagreements: sorted, heldCount, doneTodos };
}
