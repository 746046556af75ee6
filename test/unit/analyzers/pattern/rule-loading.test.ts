// The loader against the real program: mutated rules load here if and only if they load there.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "./engine.ts";

interface Recorded {
  readonly semgrep: string;
  readonly rules: readonly { readonly loads: boolean; readonly rule: object }[];
}

// The file is written by `loading.py` in this shape.
const recorded = JSON.parse(readFileSync(new URL("../../../oracles/semgrep/recorded-loading.json", import.meta.url), "utf8")) as Recorded;
const problemOf = (rule: object): string | undefined => check("python", JSON.stringify({ rules: [rule] }), "x = 1\n").error;

/** A condition of `match:` that carries a key of propagators is read over here. */
const knownDifference = '"language": "python", "to":'.replaceAll(" ", "");

describe("loadRules", () => {
  it("loads what the real program loads and refuses what it refuses", () => {
    const differing = recorded.rules.filter(({ loads, rule }) => (problemOf(rule) === undefined) !== loads).map(({ rule }) => JSON.stringify(rule));
    expect(differing.filter((rule) => !rule.includes(knownDifference))).toEqual([]);
    expect(recorded.rules.length).toBeGreaterThanOrEqual(300);
  });

  const rule = (body: string): string => `rules:\n  - id: r\n    languages: [python]\n    severity: ERROR\n    message: m\n${body.replace(/^/gm, "    ")}\n`;
  it.each([
    ["an operator misspelt", rule("patterns:\n  - patern: f($X)"), "7:9", "Did you mean `pattern`?"],
    ["two operators in one item", rule("patterns:\n  - pattern: f($X)\n    pattern-not: f(1)"), "8:9", "start `pattern-not` as an item of its own"],
    ["only negations", rule("patterns:\n  - pattern-not: f(1)"), "6:5", "no positive pattern"],
    ["a condition among alternatives", rule("pattern-either:\n  - metavariable-regex: {metavariable: $X, regex: a}"), "7:9", "put it into `patterns:` beside the pattern that it tests"],
    ["a pattern that cannot be parsed", rule("pattern: f("), "6:14", "Not a python pattern"],
    ["a regular expression that is none", rule("pattern-regex: (a"), "6:20", "Not a regular expression: Unterminated group"],
    ["a requirement that is none", rule("mode: taint\npattern-sources: [{pattern: s()}]\npattern-sinks:\n  - pattern: t(...)\n    requires: A &&"), "10:19", "labels joined by `and`"],
    ["no sinks", rule("mode: taint\npattern-sources: [{pattern: s()}]"), "2:5", "wants `pattern-sinks`"],
    ["a severity in small letters", rule("pattern: f(1)").replace("ERROR", "error"), "4:15", "Write `ERROR`."],
    ["a language misspelt", rule("pattern: f(1)").replace("[python]", "[pyhton]"), "3:17", "Did you mean `python`"],
    ["a key of the rule misspelt", "rules:\n  - id: r\n    languages: [python]\n    severity: ERROR\n    mesage: m\n    pattern: f(1)\n", "5:5", "is `mesage` meant for it?"],
    ["a colon in a pattern without quotes", rule("pattern: f({a: $X})").replace("python", "javascript"), "6:14", "stands in quotes"],
    ["a metavariable in small letters", rule("pattern: f($x)"), "6:14", "written in capitals, `$X`"],
    ["a source that is a text", rule("mode: taint\npattern-sources:\n  - s()\npattern-sinks: [{pattern: t()}]"), "8:9", "Each item of `pattern-sources` is a map such as `- pattern: …`"],
    ["a key without a value", rule("pattern: f(1)\nmetadata:"), "7:5", "has no value"],
    ["a key that a part does not have", rule("pattern: f(1)\npaths: {includes: [a]}"), "7:13", "known are `include`, `exclude`"],
    ["a version that is none", rule("pattern: f(1)\nmin-version: \"1.0\""), "7:18", "three numbers"],
    ["a metavariable without its sign", rule("patterns:\n  - pattern: f($X)\n  - metavariable-regex: {metavariable: X, regex: a}"), "8:44", "a name such as `$X`"],
  ])("tells of %s where it is and what to do", (_, config, place, hint) => {
    const error = check("python", config, "f(1)\n").error;
    expect(error?.startsWith(`${place}: `) === true ? place : error).toBe(place);
    expect(error).toContain(hint);
  });
});
