// Findings of figures over their limits: one above it speaks, one at it is silent.

import { describe, expect, it } from "vitest";
import { measureFile } from "../../../../src/analyzers/metrics/measure-file.ts";
import { type MetricLimits, metricFindings } from "../../../../src/analyzers/metrics/metric-findings.ts";
import { parseAs } from "./parse-as.ts";

const wide: MetricLimits = { cyclomatic: 99, cognitive: 99, parameters: 99, nesting: 99, functionLines: 99 };
const text = "function f(a, b) {\n  if (a) {\n    if (b) g();\n  }\n}\n";

const figures: readonly (readonly [limit: keyof MetricLimits, figure: number, rule: string])[] = [
  ["cyclomatic", 3, "metrics/high-cyclomatic-complexity"],
  ["cognitive", 3, "metrics/high-cognitive-complexity"],
  ["parameters", 2, "metrics/many-parameters"],
  ["nesting", 2, "metrics/deep-nesting"],
  ["functionLines", 5, "metrics/long-function"],
];

describe("metricFindings", () => {
  it.each(figures)("speaks above the limit of %s and is silent at it", async (limit, figure, rule) => {
    const file = measureFile({ path: "a.js", tree: await parseAs("a.js", text) });
    expect(metricFindings(file, { ...wide, [limit]: figure })).toEqual([]);
    const findings = metricFindings(file, { ...wide, [limit]: figure - 1 });
    expect(findings).toMatchObject([{ ruleId: rule, path: "a.js", startLine: 1, endLine: 5, figure, limit: figure - 1, remediationMinutes: 11 }]);
    expect(findings[0]!.message).toContain("`f`");
  });
});
