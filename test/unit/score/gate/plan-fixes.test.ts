// The plan of fixes is compared with trying every subset: it makes the conditions hold and is as short as any.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/model/finding.ts";
import type { GateCondition } from "../../../../src/model/gate.ts";
import type { GateFacts } from "../../../../src/score/gate/facts.ts";
import { judgeGate } from "../../../../src/score/gate/judge.ts";
import { arbitraryFindings, makeFinding } from "../findings.ts";

function factsOf(findings: readonly Finding[], codeLines: number, freshFrom = 0): GateFacts {
  const isFresh = (finding: Finding): boolean => Number.parseInt(finding.fingerprint, 16) >= freshFrom;
  return {
    findings,
    suppressed: [],
    codeLines,
    fresh: { value: findings.filter(isFresh) },
    freshlySuppressed: { value: [] },
    before: { value: { findings: [], codeLines } },
    unread: [],
    changedLines: { value: new Map() },
    coverable: () => false,
    functions: { value: [] },
    duplication: { value: { linesOf: new Map(), totalLines: 0 } },
    coverage: { value: new Map() },
  };
}

const conditions = fc.array(
  fc.oneof(
    fc.record({ metric: fc.constant("findings" as const), on: fc.constantFrom("new" as const, "all" as const), threshold: fc.nat(3), severity: fc.constantFrom("error" as const, "warning" as const) }),
    fc.record({ metric: fc.constant("findings" as const), on: fc.constantFrom("new" as const, "all" as const), threshold: fc.nat(3), category: fc.constantFrom("security" as const, "maintainability" as const) }),
    fc.record({ metric: fc.constant("debt" as const), on: fc.constantFrom("new" as const, "all" as const), threshold: fc.nat(100) }),
    fc.record({ metric: fc.constantFrom("security-rating" as const, "reliability-rating" as const, "maintainability-rating" as const, "rating" as const), on: fc.constantFrom("new" as const, "all" as const), threshold: fc.constantFrom("A" as const, "B" as const, "C" as const, "D" as const) }),
    fc.record({ metric: fc.constant("score" as const), on: fc.constant("all" as const), threshold: fc.integer({ min: 30, max: 99 }) }),
  ),
  { minLength: 1, maxLength: 3 },
);

/** By trying all subsets: the size of the smallest whose removal makes the gate pass. */
function fewestByTrying(asked: readonly GateCondition[], findings: readonly Finding[], codeLines: number, freshFrom: number): number {
  let fewest = findings.length;
  for (let chosen = 0; chosen < 2 ** findings.length; chosen += 1) {
    const left = findings.filter((_, index) => ((chosen >> index) & 1) === 0);
    const count = findings.length - left.length;
    if (count < fewest && judgeGate(asked, factsOf(left, codeLines, freshFrom)).status === "passed") fewest = count;
  }
  return fewest;
}

describe("the plan", () => {
  it("turns the gate green, with as few fixes as any", () => {
    let longer = 0;
    let runs = 0;
    fc.assert(
      fc.property(arbitraryFindings(7), conditions, fc.integer({ min: 100, max: 3_000 }), fc.nat(4), (all, asked, codeLines, freshFrom) => {
        const findings = all.filter(({ suppression }) => suppression === undefined);
        const { status, steps } = judgeGate(asked, factsOf(findings, codeLines, freshFrom));
        if (status !== "failed") return;
        const mended = new Set(steps.map(({ fingerprint }) => fingerprint));
        expect(judgeGate(asked, factsOf(findings.filter(({ fingerprint }) => !mended.has(fingerprint)), codeLines, freshFrom)).status).toBe("passed");
        runs += 1;
        if (steps.length > fewestByTrying(asked, findings, codeLines, freshFrom)) longer += 1;
      }),
      { numRuns: 600, seed: 7 },
    );
    expect(runs).toBeGreaterThan(50);
    expect(longer).toBe(0);
  });

  it("prefers, of findings that weigh the same, the one with a fix at hand", () => {
    const edit = { ...makeFinding({}).region, replacement: "", region: makeFinding({}).region };
    const fixable = { ...makeFinding({}, 2), fix: { description: "Mend it.", safety: "safe" as const, edits: [edit] } };
    const { steps } = judgeGate([{ metric: "findings", on: "all", threshold: 1 }], factsOf([makeFinding({}, 1), fixable], 1_000));
    expect(steps.map(({ fingerprint }) => fingerprint)).toEqual([fixable.fingerprint]);
  });
});
