// What a rule that loads says without effect, and that each fault of a rule is named.

import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../src/analyzers/pattern/rules/load.ts";
import { oversightsOf } from "../../../../src/analyzers/pattern/rules/oversights.ts";
import { ruleFile } from "./engine.ts";

const hintsOf = (body: string): string[] => {
  const { rules, problems } = loadRules(ruleFile("python", body));
  expect(problems).toEqual([]);
  return oversightsOf(rules[0]!).map(({ line, message }) => `${line}: ${message}`);
};
const withMessage = (message: string, body: string): string[] => {
  const { rules } = loadRules(ruleFile("python", body).replace(/message: .*/, `message: ${message}`));
  return oversightsOf(rules[0]!).map(({ message: hint }) => hint);
};

describe("hints on a rule that loads", () => {
  it.each([
    ["patterns: [{pattern: f($X)}, {metavariable-regex: {metavariable: $Y, regex: a}}]", "no pattern beside it binds `$Y`"],
    ["patterns: [{pattern: f($X)}, {metavariable-comparison: {comparison: $X < $N}}]", "binds `$N`"],
    ["patterns: [{pattern: f($X)}, {focus-metavariable: $Y}]", "names `$Y`"],
    ["patterns: [{pattern: f($X)}, {pattern-not: g($Y)}, {metavariable-regex: {metavariable: $Y, regex: a}}]", "binds `$Y`"],
    ["mode: taint\npattern-sources: [{pattern: a()}]\npattern-sinks: [{patterns: [{pattern: f($X)}, {focus-metavariable: $Y}]}]", "names `$Y`"],
    ["pattern: f($X)\nfix: g($Y)", "`$Y` in `fix` stays as it is written"],
    ["pattern: f($X)\npattern-not: f(1)", "`pattern-not` has no effect here"],
    ["pattern: f($X)\nmetavariable-regex: {metavariable: $X, regex: a}", "`metavariable-regex` has no effect here"],
    ["match: f($X)\npattern: f($X)", "`pattern` has no effect here"],
  ])("name %s", (body, words) => {
    const hints = hintsOf(body);
    expect(hints).toHaveLength(1);
    expect(hints[0]).toContain(words);
  });

  it.each([
    "patterns: [{pattern: f($X)}, {pattern-inside: 'g($Y)'}, {metavariable-regex: {metavariable: $Y, regex: a}}]",
    "patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, pattern: 'g($Y)'}}, {metavariable-regex: {metavariable: $Y, regex: a}}]",
    "patterns: [{pattern: f($X)}, {metavariable-regex: {metavariable: $X, regex: '(?P<Y>a)'}}, {metavariable-regex: {metavariable: $Y, regex: a}}]",
    "patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, language: regex, pattern: '(?P<Y>a)'}}, {focus-metavariable: $Y}]",
    "patterns: [{pattern-regex: '(?P<Y>a)(b)'}, {focus-metavariable: $2}, {metavariable-regex: {metavariable: $Y, regex: a}}]",
    "patterns: [{pattern: f($X)}, {pattern-not: {patterns: [{pattern: f($Z)}, {metavariable-regex: {metavariable: $Z, regex: a}}]}}]",
    "match: {all: [{pattern: f($X), as: $ALL}], where: [{focus: $ALL}]}",
    "pattern: f($X)\nfix: g($X)",
    "mode: taint\npattern-sources: [{pattern: a()}]\npattern-sinks: [{pattern: f(...)}]",
  ])("leave %s alone", (body) => {
    expect(hintsOf(body)).toEqual([]);
  });

  it("tell names of a message from words with a dollar", () => {
    expect(withMessage("$Y of $HOME for $FUNC", "pattern: $FUNC($X)")).toEqual(["`$Y` in `message` stays as it is written: no pattern of the rule binds it."]);
    expect(withMessage("$ARG and $ARGS", "pattern: f($ARG)")).toEqual(["`$ARGS` in `message` is read as `$ARG` with `S` behind it: no pattern of the rule binds it."]);
  });
});

describe("a rule with several faults", () => {
  it("names each of them, in one run", () => {
    const { rules, problems } = loadRules("rules:\n- id: a b\n  languages: [pyton]\n  severity: LOUD\n  patterns:\n  - pattern-not: f()\n");
    expect(rules).toEqual([]);
    expect(problems.map(({ line, message, ruleId }) => [line, message.split(/[:.]/)[0], ruleId])).toEqual([
      [2, "The id `a b` may hold letters, digits, `", "a b"],
      [3, "`pyton` is not a language", "a b"],
      [2, "`rule a b` wants `message`", "a b"],
      [4, "`LOUD` is not a severity", "a b"],
      [5, "`patterns` has no positive pattern", "a b"],
    ]);
  });
});
