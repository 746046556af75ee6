// The explanation of a formula evaluates it in the engine's own way: its ranges are the engine's, rule by rule.

import { beforeAll, describe, expect, it } from "vitest";
import type { PatternEngine } from "../../../../src/analyzers/pattern/engine/engine.ts";
import { compileRule, isProblem } from "../../../../src/analyzers/pattern/engine/compile-rule.ts";
import { evaluationOf } from "../../../../src/analyzers/pattern/engine/evaluation-of.ts";
import { evaluateFormula } from "../../../../src/analyzers/pattern/formula/evaluate.ts";
import { loadRules } from "../../../../src/analyzers/pattern/rules/load.ts";
import { type Explanation, explainFormula } from "../../../../src/analyzers/rule-tools/explain-formula.ts";
import { createPlace } from "../../../../src/analyzers/rule-tools/operator-step.ts";
import { createEngine, targetOf } from "../../../../src/api/compile-rule-files.ts";
import { indexLines } from "../../../../src/source/line-index.ts";
import { languageOf, loadParser } from "../../../support/run-rules.ts";

let engine: PatternEngine;

beforeAll(async () => {
  engine = await createEngine(["python"], () => loadParser(languageOf("x.py")!));
});

const code = "import os\ndef f(a, b):\n    os.system(a)\n    g(os.system('b'))\n    if a == b:\n        h(1, 2)\nclass C:\n    def m(self):\n        return f(self.x, 3)\nos.system(1)\n";

function explainAt(formula: string, line: number): { explanation: Explanation; isSame: boolean } {
  const ruleText = `rules:\n  - id: r\n    languages: [python]\n    severity: INFO\n    message: m\n${formula.replace(/^/gm, "    ")}\n`;
  const { rules, problems } = loadRules(ruleText);
  expect(problems).toEqual([]);
  const compiled = compileRule(rules[0]!, "python", engine);
  if (isProblem(compiled) || compiled.formula === undefined || rules[0]!.detection.mode !== "search") throw new Error("the rule must compile");
  const { target } = targetOf(code, "x.py", "python", engine);
  const place = createPlace({ text: code, words: target.words, line, lines: indexLines(code), ruleText });
  const explanation = explainFormula(rules[0]!.detection.formula, compiled.formula, evaluationOf(compiled, target, engine), place);
  const ranges = evaluateFormula(compiled.formula, evaluationOf(compiled, target, engine));
  const brief = (all: typeof ranges): string[] => all.map(({ start, end, kind }) => `${start}-${end} ${kind}`);
  return { explanation, isSame: JSON.stringify(brief(ranges)) === JSON.stringify(brief([...explanation.ranges])) };
}

describe("explainFormula", () => {
  it.each([
    "pattern: os.system(...)",
    "pattern-either:\n  - pattern: os.system($X)\n  - pattern: h(...)",
    "patterns:\n  - pattern: os.system($X)\n  - pattern-not: os.system('b')",
    "patterns:\n  - pattern-not-inside: |\n      def $F(...):\n        ...\n  - pattern: os.system($X)",
    "patterns:\n  - pattern-inside: |\n      class $C:\n        ...\n  - pattern-either:\n      - pattern: f(...)\n      - patterns:\n          - pattern: h($A, ...)\n          - metavariable-comparison: { metavariable: $A, comparison: $A > 5 }",
    "patterns:\n  - pattern: f($A, $B)\n  - focus-metavariable: $B",
    "patterns:\n  - pattern: g(...)\n  - pattern: g($Y)\n  - metavariable-pattern: { metavariable: $Y, pattern: os.system(...) }",
    "patterns:\n  - pattern-regex: os\\.\\w+\n  - pattern-not-regex: system\\(1",
    "match:\n  all:\n    - os.system($X)\n    - not:\n        inside: |\n          def $F(...):\n            ...\n  where:\n    - metavariable: $X\n      regex: .*",
    "match:\n  all:\n    - pattern: os.system($X)\n      as: $CALL\n    - pattern: os.system(...)\n  where:\n    - metavariable: $X\n      regex: (?P<KIND>.).*\n    - metavariable: $X\n      pattern: a",
  ])("has the engine's ranges for %j", (formula) => {
    for (let line = 1; line <= 10; line++) {
      const { explanation, isSame } = explainAt(formula, line);
      expect(isSame, `line ${line}`).toBe(true);
      expect(explanation.drop === undefined).toBe(explanation.step.ranges.length > 0);
    }
  });

  it.each([
    ["patterns:\n  - pattern: f($A, $B)\n  - pattern: f($B, $A)", 9, "pattern", /^`\$A` is `3` here and `self\.x` in the candidate$/],
    ["patterns:\n  - pattern: os.system($X)\n  - pattern-inside: g(...)", 3, "pattern-inside", /^it matches nothing at this line; it matches line 4$/],
    ["patterns:\n  - pattern: h($A, $B)\n  - focus-metavariable: $C", 6, "focus-metavariable", /`\$C` is not bound/],
    ["pattern-either:\n  - pattern: nothing(...)\n  - patterns:\n      - pattern: h($A, $B)\n      - metavariable-regex: { metavariable: $B, regex: '9' }", 6, "metavariable-regex", /`\$B` is `2` \(line 6\)/],
    ["patterns:\n  - pattern: os.system($X)\n  - pattern-not: os.system(...)", 3, "pattern-not", /^it takes the last candidate away: it matches line 3$/],
  ])("names the operator that dropped the last candidate: %j at line %i", (formula, line, operator, reason) => {
    const { drop } = explainAt(formula, line).explanation;
    expect(drop?.operator).toBe(operator);
    expect(drop?.reason).toMatch(reason);
  });
});
