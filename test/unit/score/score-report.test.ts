// The score's promises, each as a property over random findings, and examples of what small and huge projects get.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Score } from "../../../src/model/report.ts";
import { scoreReport } from "../../../src/score/score-report.ts";
import { arbitraryCodeLines, arbitraryFindings, makeFinding } from "./findings.ts";
import type { FindingSketch } from "./findings.ts";

const inputs = fc.record({ findings: arbitraryFindings(40), codeLines: arbitraryCodeLines });

function lossOf(score: Score): number {
  return score.ledger.reduce((sum, entry) => sum + entry.millipoints, 0);
}

describe("scoreReport", () => {
  it("takes from the full score exactly what the ledger sums to, and never more than it has", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const score = scoreReport(input);
        expect(score.millipoints).toBe(100_000 - lossOf(score));
        expect(score.millipoints).toBeGreaterThanOrEqual(0);
        for (const entry of score.ledger) {
          expect(Number.isInteger(entry.millipoints)).toBe(true);
          expect(entry.millipoints).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("names in each entry of the ledger a finding that counts, each at most once", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const counting = input.findings.filter((finding) => finding.category !== "tool" && !finding.suppression);
        const known = new Map(counting.map((finding) => [finding.fingerprint, finding]));
        for (const { cause, category } of scoreReport(input).ledger) {
          const finding = cause.type === "finding" ? known.get(cause.fingerprint) : undefined;
          expect(finding?.category).toBe(category);
          known.delete(finding!.fingerprint);
        }
      }),
    );
  });

  it("suggests what regains exactly the points that it says", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const score = scoreReport(input);
        for (const { fingerprint, millipoints, minutes } of score.suggestions ?? []) {
          const without = scoreReport({ ...input, findings: input.findings.filter((finding) => finding.fingerprint !== fingerprint) });
          expect(without.millipoints - score.millipoints).toBe(millipoints);
          expect(millipoints).toBeGreaterThan(0);
          expect(minutes).toBeGreaterThan(0);
        }
        const rates = (score.suggestions ?? []).map(({ millipoints, minutes }) => millipoints / minutes);
        expect(rates).toEqual([...rates].sort((left, right) => right - left));
      }),
      { numRuns: 300 },
    );
  });

  it("never falls when a finding is removed", () => {
    const removals = inputs.filter((input) => input.findings.length > 0);
    fc.assert(
      fc.property(removals, fc.nat(), (input, pick) => {
        const findings = input.findings.filter((_, index) => index !== pick % input.findings.length);
        const [before, after] = [scoreReport(input), scoreReport({ ...input, findings })];
        expect(after.millipoints).toBeGreaterThanOrEqual(before.millipoints);
        expect(after.rating <= before.rating).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("never falls when the same findings stand in more code", () => {
    fc.assert(
      fc.property(inputs, fc.nat(1_000_000), (input, moreLines) => {
        const larger = scoreReport({ ...input, codeLines: input.codeLines + moreLines });
        expect(larger.millipoints).toBeGreaterThanOrEqual(scoreReport(input).millipoints);
      }),
    );
  });

  it("does not depend on the order of the findings", () => {
    const shuffled = inputs.chain((input) =>
      fc.record({
        input: fc.constant(input),
        findings: fc.shuffledSubarray(input.findings, { minLength: input.findings.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ input, findings }) => {
        expect(scoreReport({ ...input, findings })).toEqual(scoreReport(input));
      }),
    );
  });

  it("charges nothing for suppressed findings and for those about the scan", () => {
    const findings = [makeFinding({ isSuppressed: true }), makeFinding({ category: "tool" }, 1)];
    expect(scoreReport({ findings, codeLines: 100 })).toEqual(scoreReport({ findings: [], codeLines: 100 }));
  });

  it("gives a clean project the full score and nothing to do", () => {
    expect(scoreReport({ findings: [], codeLines: 0 })).toEqual({
      millipoints: 100_000,
      rating: "A",
      ratings: { security: "A", reliability: "A", maintainability: "A" },
      debtMinutes: 0,
      codeLines: 0,
      ledger: [],
    });
  });

  it("stays exact where findings would cost more than there is", () => {
    const findings = (["security", "reliability", "maintainability"] as const).flatMap((category, offset) =>
      Array.from({ length: 4_000 }, (_, index) =>
        makeFinding({ category, remediationMinutes: 5_000 }, offset * 4_000 + index),
      ),
    );
    const score = scoreReport({ findings, codeLines: 20 });
    expect(score.millipoints).toBe(100_000 - lossOf(score));
    expect(score.millipoints).toBeLessThan(100);
    expect(score.rating).toBe("E");
  });
});

describe("fairness to small and huge projects", () => {
  const oneOf = (sketch: Partial<FindingSketch>, codeLines: number): Score =>
    scoreReport({ findings: [makeFinding(sketch)], codeLines });
  const many = (count: number, sketch: Partial<FindingSketch>, codeLines: number): Score =>
    scoreReport({ findings: Array.from({ length: count }, (_, index) => makeFinding(sketch, index)), codeLines });
  const reliability = { category: "reliability", severity: "warning" } as const;
  const unusedImport = { category: "maintainability", severity: "warning", remediationMinutes: 1 } as const;

  it.each<[string, Score, string, number]>([
    ["one sure security error in a 20-line script", oneOf({}, 20), "C", 68_667],
    ["the same in a service of 20,000 lines", oneOf({}, 20_000), "C", 77_317],
    ["the same in a project of 500,000 lines", oneOf({}, 500_000), "C", 77_972],
    ["five in a 20-line script", many(5, {}, 20), "D", 58_000],
    ["five in 500,000 lines", many(5, {}, 500_000), "C", 77_861],
    ["five for each thousand of 100,000 lines", many(500, {}, 100_000), "D", 58_000],
    ["one doubtful security warning in 2,000 lines", oneOf({ severity: "warning", confidence: "low" }, 2_000), "A", 97_384],
    ["one swallowed exception in a script", oneOf(reliability, 50), "A", 94_652],
    ["one swallowed exception for each 200 of 10,000 lines", many(50, reliability, 10_000), "B", 89_286],
    ["ten unused imports in 1,000 lines", many(10, unusedImport, 1_000), "A", 99_868],
    ["one unused import for each 10 of 100,000 lines", many(10_000, unusedImport, 100_000), "A", 98_750],
  ])("%s", (_, score, rating, millipoints) => {
    expect([score.rating, score.millipoints]).toEqual([rating, millipoints]);
  });
});

describe("ratings", () => {
  it.each([
    ["error", "high", "E"],
    ["error", "medium", "D"],
    ["error", "low", "C"],
    ["warning", "high", "C"],
    ["warning", "medium", "B"],
    ["warning", "low", "B"],
    ["info", "high", "A"],
  ] as const)("rates security and reliability by the worst finding: %s of %s confidence is %s", (severity, confidence, rating) => {
    for (const category of ["security", "reliability"] as const) {
      const findings = [makeFinding({ category, severity, confidence }), makeFinding({ category, severity: "info" }, 1)];
      expect(scoreReport({ findings, codeLines: 10_000 }).ratings[category]).toBe(rating);
    }
  });

  it.each([
    [150, "A"],
    [151, "B"],
    [300, "B"],
    [301, "C"],
    [600, "C"],
    [601, "D"],
    [1_500, "D"],
    [1_501, "E"],
  ])("rates maintainability by debt over cost: %d minutes in 100 lines is %s", (remediationMinutes, rating) => {
    const findings = [makeFinding({ category: "maintainability", remediationMinutes })];
    const score = scoreReport({ findings, codeLines: 100 });
    expect([score.ratings.maintainability, score.debtMinutes]).toEqual([rating, remediationMinutes]);
  });

  it("keeps a project with an E in security from B, with a D from A, and with an E in reliability from A", () => {
    const huge = 100_000_000;
    expect(scoreReport({ findings: [makeFinding({})], codeLines: huge }).rating).toBe("C");
    expect(scoreReport({ findings: [makeFinding({ confidence: "medium" })], codeLines: huge }).rating).toBe("B");
    expect(scoreReport({ findings: [makeFinding({ category: "reliability" })], codeLines: huge }).rating).toBe("B");
  });
});
