// The list of fewest fixes is compared with trying every subset, and with what scoring without them gives.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import { scoreReport } from "../../../src/score/score-report.ts";
import { arbitraryCodeLines, arbitraryFindings, makeFinding } from "./findings.ts";

/** By trying all subsets: the size of the smallest whose removal betters the rating. */
function fewestByTrying(findings: readonly Finding[], codeLines: number): number | undefined {
  const { rating } = scoreReport({ findings, codeLines });
  let fewest: number | undefined;
  for (let chosen = 1; chosen < 2 ** findings.length; chosen += 1) {
    const left = findings.filter((_, index) => ((chosen >> index) & 1) === 0);
    const count = findings.length - left.length;
    if (fewest !== undefined && count >= fewest) continue;
    if (scoreReport({ findings: left, codeLines }).rating < rating) fewest = count;
  }
  return fewest;
}

describe("next", () => {
  it("names as few fixes as any list could", () => {
    fc.assert(
      fc.property(arbitraryFindings(7), fc.nat(3_000), (findings, codeLines) => {
        const { next } = scoreReport({ findings, codeLines });
        expect(next?.fingerprints.length).toBe(fewestByTrying(findings, codeLines));
      }),
      { numRuns: 60 },
    );
  });

  it("promises the very score that is reached without those findings", () => {
    fc.assert(
      fc.property(arbitraryFindings(60), arbitraryCodeLines, (findings, codeLines) => {
        const { next, rating } = scoreReport({ findings, codeLines });
        expect(next === undefined).toBe(rating === "A");
        if (next === undefined) return;
        const left = findings.filter((finding) => !next.fingerprints.includes(finding.fingerprint));
        const after = scoreReport({ findings: left, codeLines });
        expect([after.millipoints, after.rating]).toEqual([next.millipoints, next.rating]);
      }),
    );
  });

  it("prefers, of equal findings, the one with a safe fix", () => {
    const edit = { ...makeFinding({}).region, replacement: "", region: makeFinding({}).region };
    const findings = [
      makeFinding({}, 1),
      { ...makeFinding({}, 2), fix: { description: "Mend it.", safety: "unsafe" as const, edits: [edit] } },
      { ...makeFinding({}, 3), fix: { description: "Mend it.", safety: "safe" as const, edits: [edit] } },
      ...Array.from({ length: 3 }, (_, index) => makeFinding({}, 4 + index)),
    ];
    const { next, rating } = scoreReport({ findings, codeLines: 10 });
    expect(rating).toBe("D");
    expect(next?.fingerprints[0]).toBe(findings[2]!.fingerprint);
  });

  it("is left out where more fixes are needed than anyone would read", () => {
    const findings = Array.from({ length: 2_000 }, (_, index) => makeFinding({}, index));
    expect(scoreReport({ findings, codeLines: 1_000 })).not.toHaveProperty("next");
  });

  it("is found at once among 25,000 findings", () => {
    const findings = Array.from({ length: 25_000 }, (_, index) =>
      makeFinding(index < 900 ? {} : { category: index % 2 === 0 ? "reliability" : "maintainability", severity: "warning" }, index),
    );
    const { rating, next } = scoreReport({ findings, codeLines: 9_000_000 });
    expect([rating, next?.rating, next?.fingerprints.length]).toEqual(["C", "A", 900]);
  });
});
