// A rule that does not look at all of a file says so: what is silent would be taken for clean.

import { describe, expect, it } from "vitest";
import { dialectOf } from "../../../../src/analyzers/pattern/dialects/registry.ts";
import { compileRule, isProblem } from "../../../../src/analyzers/pattern/engine/compile-rule.ts";
import { type RuleRun, type RuleTarget, runRule } from "../../../../src/analyzers/pattern/engine/run-rule.ts";
import { BudgetExceeded } from "../../../../src/analyzers/pattern/match/context.ts";
import { prepareFile } from "../../../../src/analyzers/pattern/match/match-file.ts";
import { loadRules } from "../../../../src/analyzers/pattern/rules/load.ts";
import { wordsIn } from "../../../../src/analyzers/pattern/text/words.ts";
import { runTaintRule } from "../../../../src/analyzers/taint/run-taint.ts";
import { engine, ruleFile } from "./engine.ts";

function targetOf(text: string): RuleTarget {
  const dialect = dialectOf("python")!;
  return { text, words: wordsIn(text), code: prepareFile(engine.parserOf("python")!(text, "a.py"), dialect), cache: new Map() };
}

function run(body: string, target: RuleTarget, runTaint = runTaintRule): RuleRun {
  const [rule] = loadRules(ruleFile("python", body)).rules;
  const compiled = compileRule(rule!, "python", engine);
  if (isProblem(compiled)) throw new Error(compiled.message);
  return runRule(compiled, target, engine, runTaint);
}

const endless = `x = "${"a".repeat(60_000)}!"\nf(1)\nf("ok")\n`;
const cut = "the search of one of its patterns took too many steps on this file";

describe("runRule", () => {
  it.each([
    ["a regular expression that ends at its limit", 'pattern-regex: "(a|aa)+$"', endless, [], cut],
    ["such a one among others, whose matches stand", 'pattern-either:\n- pattern-regex: "(a|aa)+$"\n- pattern: f(1)', endless, ["f(1)"], cut],
    ["a condition", 'patterns:\n- pattern: x = $S\n- metavariable-regex: {metavariable: $S, regex: ".(a|aa)+$"}', endless, [], cut],
    ["a string of a pattern", "pattern: x = \"=~/(a|aa)+$/\"", endless, [], cut],
    ["nothing", "pattern: f(1)", endless, ["f(1)"], undefined],
  ])("tells of %s", (_, body, text, found, givenUp) => {
    const result = run(body, targetOf(text));
    expect(result.matches.map(({ start, end }) => text.slice(start, end))).toEqual(found);
    expect(result.givenUp).toBe(givenUp);
  });

  it.each([
    [new BudgetExceeded("steps"), "matching took too many steps on this file"],
    [new RangeError("stack"), "the file nests too deeply"],
  ])("tells of %s", (error, givenUp) => {
    const taint = "mode: taint\npattern-sources: [{pattern: x}]\npattern-sinks: [{pattern: f(...)}]";
    const result = run(taint, targetOf(endless), () => {
      throw error;
    });
    expect(result).toEqual({ matches: [], givenUp });
  });

  it.each([
    ["finds nothing, quietly, where the end of a sequence is nowhere", "close = 1\n", 0],
    ["finds a sequence from each of its beginnings to an end far away", "x.close()\n", 6_000],
  ])("%s", (_, last, count) => {
    const result = run("pattern: |\n  $X = f()\n  ...\n  $X.close()", targetOf("x = f()\n".repeat(6_000) + last));
    expect(result.givenUp).toBeUndefined();
    expect(result.matches).toHaveLength(count);
  });

  it("tells it for every rule that shares the expression", () => {
    const target = targetOf(endless);
    const results = [1, 2].map((number) => run(`pattern-either:\n- pattern-regex: "(a|aa)+$"\n- pattern: f(${number})`, target));
    expect(results.map(({ givenUp }) => givenUp)).toEqual([cut, cut]);
  });

  it("tells of a file that has no match tree, but not for rules whose words do not occur", () => {
    const target = targetOf(endless);
    const tooDeep: RuleTarget = { ...target, code: { ...target.code!, isTooDeep: true } };
    expect(run("pattern: f(1)", tooDeep).givenUp).toBe("the file nests too deeply");
    expect(run("pattern: elsewhere(1)", tooDeep).givenUp).toBeUndefined();
  });
});
