// Every condition of the gate in three examples: one that passes, one that fails, one that cannot be told.

import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/model/finding.ts";
import { type GateCondition, type GateMetricName, gateMetricKinds } from "../../../../src/model/gate.ts";
import type { GateFacts } from "../../../../src/score/gate/facts.ts";
import { defaultConditions, judgeGate } from "../../../../src/score/gate/judge.ts";
import { makeFinding } from "../findings.ts";

const unknown = { unknown: "the clone is shallow" } as const;
const nothing: GateFacts = {
  findings: [],
  suppressed: [],
  codeLines: 1_000,
  fresh: { value: [] },
  freshlySuppressed: { value: [] },
  before: { value: { findings: [], codeLines: 1_000 } },
  unread: [],
  changedLines: { value: new Map([["a.py", new Set([1, 2, 3, 4])]]) },
  coverable: (path) => !path.startsWith("test"),
  functions: { value: [] },
  duplication: { value: { linesOf: new Map(), totalLines: 100 } },
  coverage: { value: new Map() },
};

const error = makeFinding({ category: "security", severity: "error", confidence: "high" }, 1);
const warning = makeFinding({ category: "reliability", severity: "warning", confidence: "medium", remediationMinutes: 30 }, 2);
const slow = makeFinding({ category: "maintainability", severity: "info", remediationMinutes: 10_000 }, 3);
const aboutScan = makeFinding({ category: "tool", severity: "warning" }, 4);

const having = (...findings: readonly Finding[]): Partial<GateFacts> => ({ findings, fresh: { value: findings } });
const old = (...findings: readonly Finding[]): Partial<GateFacts> => ({ findings, fresh: { value: [] }, before: { value: { findings, codeLines: 1_000 } } });
const noBase: Partial<GateFacts> = { fresh: unknown, before: unknown, changedLines: unknown, freshlySuppressed: unknown };
const functionOf = (cyclomatic: number, cognitive: number, startLine = 1): Partial<GateFacts> => ({ functions: { value: [{ path: "a.py", name: "run", startLine, endLine: startLine + 1, cyclomatic, cognitive }] } });
const twice = (path: string, ...lines: readonly number[]): Partial<GateFacts> => ({ duplication: { value: { linesOf: new Map([[path, new Set(lines)]]), totalLines: 100 } } });
const ran = (path: string, ...runs: readonly number[]): Partial<GateFacts> => ({ coverage: { value: new Map([[path, new Map(runs.map((count, index) => [index + 1, count]))]]) } });

/** Metric and scope, threshold and filter, and the facts of the three examples with the value that is told. */
type Example = readonly [
  metric: GateMetricName,
  on: "new" | "all",
  condition: Partial<GateCondition> & { readonly threshold: GateCondition["threshold"] },
  passing: readonly [Partial<GateFacts>, string],
  failing: readonly [Partial<GateFacts>, string],
  cannotTell: readonly [Partial<GateFacts>, string | undefined],
];

const examples: readonly Example[] = [
  ["findings", "new", { threshold: 0 }, [old(error), "0"], [having(warning), "1"], [noBase, undefined]],
  ["findings", "new", { threshold: 1 }, [having(warning), "1"], [having(warning, error), "2"], [{ ...having(), unread: ["a.py"] }, "0"]],
  ["findings", "all", { threshold: 0 }, [{}, "0"], [old(error), "1"], [{ unread: ["z.py"] }, "0"]],
  ["findings", "new", { threshold: 0, severity: "error" }, [having(warning), "0"], [having(error), "1"], [noBase, undefined]],
  ["findings", "new", { threshold: 0, category: "reliability" }, [having(error), "0"], [having(warning), "1"], [noBase, undefined]],
  ["findings", "new", { threshold: 0, confidence: "high" }, [having(warning), "0"], [having(error), "1"], [noBase, undefined]],
  ["findings", "all", { threshold: 0, rule: "python/*" }, [having({ ...error, ruleId: "bash/x" }), "0"], [having(error), "1"], [{ unread: ["z.py"] }, "0"]],
  ["findings", "all", { threshold: 0, category: "tool" }, [having(error), "0"], [having(aboutScan), "1"], [{ unread: ["z.py"] }, "0"]],
  ["suppressed", "new", { threshold: 0 }, [{ suppressed: [error] }, "0"], [{ freshlySuppressed: { value: [error] } }, "1"], [noBase, undefined]],
  ["suppressed", "all", { threshold: 1 }, [{ suppressed: [error] }, "1"], [{ suppressed: [error, warning] }, "2"], [{ unread: ["z.py"] }, "0"]],
  ["debt", "new", { threshold: 30 }, [having(warning), "30 min"], [having(slow), "10000 min"], [noBase, undefined]],
  ["debt", "all", { threshold: 39 }, [having(warning, aboutScan), "30 min"], [having(warning, error), "40 min"], [{ unread: ["z.py"] }, "0 min"]],
  ["security-rating", "all", { threshold: "B" }, [old(warning), "A"], [old(error), "E"], [{ unread: ["z.py"] }, "A"]],
  ["security-rating", "new", { threshold: "A" }, [old(error), "A"], [having(error), "E"], [noBase, undefined]],
  ["reliability-rating", "all", { threshold: "B" }, [having(warning), "B"], [having({ ...warning, confidence: "high" }), "C"], [{ unread: ["z.py"] }, "A"]],
  ["reliability-rating", "new", { threshold: "A" }, [having(error), "A"], [having(warning), "B"], [noBase, undefined]],
  ["maintainability-rating", "all", { threshold: "B" }, [having(warning), "A"], [having(slow), "D"], [{ unread: ["z.py"] }, "A"]],
  ["maintainability-rating", "new", { threshold: "A" }, [old(slow), "A"], [having(slow), "D"], [noBase, undefined]],
  ["rating", "all", { threshold: "B" }, [{}, "A"], [having(error), "C"], [{ unread: ["z.py"] }, "A"]],
  ["rating", "new", { threshold: "A" }, [old(error), "A"], [having(error), "C"], [noBase, undefined]],
  ["score", "all", { threshold: 90 }, [having(warning), "97.514"], [having(error), "68.667"], [{ unread: ["z.py"] }, "100"]],
  ["score-fall", "all", { threshold: 0 }, [old(error), "0"], [having(error), "31.333"], [noBase, undefined]],
  ["score-fall", "all", { threshold: 0 }, [{ ...old(error), codeLines: 10 }, "0"], [{ ...having(warning), codeLines: 100_000 }, "1.016"], [{ unread: ["a.py"] }, "0"]],
  ["score-fall", "all", { threshold: 0, confidence: "medium" }, [having({ ...error, confidence: "low" }), "0"], [having(warning), "2.486"], [noBase, undefined]],
  ["duplication", "all", { threshold: 3 }, [twice("a.py", 1, 2, 3), "3 %"], [twice("a.py", 1, 2, 3, 4), "4 %"], [{ duplication: unknown }, undefined]],
  ["duplication", "new", { threshold: 25 }, [twice("a.py", 4, 5, 6), "25 %"], [twice("a.py", 3, 4, 5), "50 %"], [{ ...twice("a.py", 1), changedLines: unknown }, undefined]],
  ["cyclomatic-complexity", "all", { threshold: 10 }, [functionOf(10, 99), "10"], [functionOf(11, 0), "11"], [{ functions: unknown }, undefined]],
  ["cyclomatic-complexity", "new", { threshold: 10 }, [functionOf(30, 0, 5), "0"], [functionOf(11, 0, 4), "11"], [{ ...functionOf(1, 1), changedLines: unknown }, undefined]],
  ["cognitive-complexity", "all", { threshold: 15 }, [functionOf(99, 15), "15"], [functionOf(0, 16), "16"], [{ functions: unknown }, undefined]],
  ["cognitive-complexity", "new", { threshold: 15 }, [functionOf(0, 30, 5), "0"], [functionOf(0, 16, 4), "16"], [{ ...functionOf(1, 1), changedLines: unknown }, undefined]],
  ["coverage", "all", { threshold: 80 }, [ran("z.py", 1, 1, 3, 2, 0), "80 %"], [ran("z.py", 1, 0), "50 %"], [{ coverage: { unknown: "no report was named" } }, undefined]],
  ["coverage", "new", { threshold: 80 }, [ran("a.py", 1, 1, 1, 1, 0), "100 %"], [ran("a.py", 1, 1, 1, 0, 0), "75 %"], [ran("z.py", 1), "100 %"]],
  ["coverage", "new", { threshold: 80 }, [{ changedLines: { value: new Map() }, ...ran("a.py", 0) }, "100 %"], [ran("a.py", 0, 0), "0 %"], [{ ...ran("a.py", 1), changedLines: unknown }, undefined]],
];

describe.each(examples)("%s of %s code, %j", (metric, on, condition, passing, failing, cannotTell) => {
  it.each([
    ["passed", passing],
    ["failed", failing],
    ["cannot-tell", cannotTell],
  ] as const)("%s", (status, [facts, actualValue]) => {
    const result = judgeGate([{ metric, on, ...condition }], { ...nothing, ...facts });
    const [answer] = result.answers;
    expect([result.status, answer!.status, answer!.actualValue]).toEqual([status, status, actualValue]);
    expect(answer!.unknown === undefined).toBe(status !== "cannot-tell");
    expect(result.steps.length > 0).toBe(status === "failed");
    expect(result.reason).toMatch(/^The gate (?:passed|failed|cannot tell): .+\.$/);
  });
});

describe("the examples", () => {
  it("are of every metric in each of its scopes", () => {
    const shown = new Set(examples.map(([metric, on]) => `${metric} ${on}`));
    const wanted = Object.entries(gateMetricKinds).flatMap(([metric, { scopes }]) => scopes.map((scope) => `${metric} ${scope}`));
    expect([...shown].sort()).toEqual(wanted.sort());
  });
});

describe("judgeGate", () => {
  it("asks by default for nothing new and nothing worse", () => {
    expect(judgeGate(defaultConditions, { ...nothing, ...old(error) })).toMatchObject({ status: "passed", reason: "The gate passed: all 2 conditions hold.", steps: [] });
    expect(judgeGate(defaultConditions, { ...nothing, ...having(warning) }).reason).toBe("The gate failed: new findings of medium or high confidence: 1, at most 0 allowed; fall of the score by findings of medium or high confidence: 2.486, at most 0 allowed.");
  });

  it("is by default stopped by nothing of low confidence", () => {
    expect(judgeGate(defaultConditions, { ...nothing, ...having({ ...error, confidence: "low" }) })).toMatchObject({ status: "passed", answers: [{ actualValue: "0" }, { actualValue: "0" }], steps: [] });
  });

  it("fails where one condition fails, whatever cannot be told", () => {
    const conditions = [...defaultConditions, { metric: "score", on: "all", threshold: 90 } as const];
    expect(judgeGate(conditions, { ...nothing, ...having(error), ...noBase })).toMatchObject({ status: "failed", answers: [{ status: "cannot-tell" }, { status: "cannot-tell" }, { status: "failed" }] });
  });

  it("does not let what nobody touched and nobody can read stand in the way of a change", () => {
    expect(judgeGate(defaultConditions, { ...nothing, unread: ["z.py"] }).status).toBe("passed");
  });

  it("never writes a failing value as one that passes", () => {
    const tight = judgeGate([{ metric: "coverage", on: "all", threshold: 80 }], { ...nothing, coverage: { value: new Map([["a.py", new Map(Array.from({ length: 10_000 }, (_, index) => [index, index < 7_999 ? 1 : 0]))]]) } });
    expect(tight.answers[0]).toMatchObject({ status: "failed", actualValue: "79.9 %" });
  });

  it("says in numbers what is left to do", () => {
    const conditions = [
      { metric: "coverage", on: "new", threshold: 80 },
      { metric: "cyclomatic-complexity", on: "new", threshold: 10 },
      { metric: "duplication", on: "new", threshold: 0 },
    ] as const;
    const facts = { ...nothing, ...ran("a.py", 1, 0, 0, 0), ...functionOf(12, 0), ...twice("a.py", 2, 3, 9) };
    expect(judgeGate(conditions, facts).steps.map(({ text, path, line }) => `${text} @${path}:${line}`)).toEqual([
      "let tests run 3 more of the new lines that none runs: a.py:2-4 @a.py:2",
      "bring `run` from 12 to 10 @a.py:1",
      "say once what 2 lines of a.py say again @a.py:2",
    ]);
  });
});
