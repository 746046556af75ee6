// Makes findings for the score's tests: what the score reads is given, the rest is filler.

import fc from "fast-check";
import type { Category, Confidence, Finding, Severity } from "../../../src/model/finding.ts";

export interface FindingSketch {
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly remediationMinutes: number;
  readonly isSuppressed?: boolean;
}

export function makeFinding(sketch: Partial<FindingSketch>, index = 0): Finding {
  return {
    ruleId: "python/example",
    category: sketch.category ?? "security",
    severity: sketch.severity ?? "error",
    confidence: sketch.confidence ?? "high",
    cwe: [],
    message: "An example.",
    path: `src/file-${index % 7}.py`,
    language: "python",
    region: { start: index, end: index + 1, startLine: index + 1, startColumn: 1, endLine: index + 1, endColumn: 2 },
    excerpt: { firstLine: index + 1, lines: ["x"] },
    trace: [],
    alsoFoundBy: [],
    remediationMinutes: sketch.remediationMinutes ?? 10,
    fingerprint: index.toString(16).padStart(16, "0"),
    lineHash: "0:1",
    ...(sketch.isSuppressed === true
      ? { suppression: { kind: "inSource" as const, justification: "Known and accepted." } }
      : {}),
  };
}

const sketches = fc.record({
  category: fc.constantFrom<Category>("security", "reliability", "maintainability", "tool"),
  severity: fc.constantFrom<Severity>("error", "warning", "info"),
  confidence: fc.constantFrom<Confidence>("high", "medium", "low"),
  remediationMinutes: fc.constantFrom(0, 1, 2.5, 5, 15, 60, 480),
  isSuppressed: fc.boolean(),
});

/** Lists of findings with distinct fingerprints. */
export function arbitraryFindings(maxLength: number): fc.Arbitrary<Finding[]> {
  return fc.array(sketches, { maxLength }).map((list) => list.map((sketch, index) => makeFinding(sketch, index)));
}

export const arbitraryCodeLines = fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 5_000_000 }));
