// Randomly broken rules and programs never make the rule engine throw: the short form of scripts/fuzz-rules.ts.

import { expect, it } from "vitest";
import { createProgramReader, faultOf, fuzzedRequest, readFuzzCases } from "../../../../scripts/fuzz-rule-cases.ts";
import { check, engine, matchesOf, ruleFile } from "./engine.ts";

it("answers hundreds of random inputs", () => {
  const cases = readFuzzCases();
  expect(cases.length).toBeGreaterThan(5_000);
  const engineFor = createProgramReader(engine);
  let [findings, rejected] = [0, 0];
  for (let at = 0; at < 300; at++) {
    const request = fuzzedRequest(cases, 7, at);
    const { fault, ...outcome } = faultOf(request, engineFor(request));
    expect({ at, fault }).toEqual({ at, fault: undefined });
    findings += outcome.findings;
    rejected += outcome.isRejected ? 1 : 0;
  }
  expect([findings > 100, rejected > 30, rejected < 250]).toEqual([true, true, true]);
});

it("makes the same input of the same number", () => {
  const cases = readFuzzCases().slice(0, 50);
  expect(fuzzedRequest(cases, 1, 3)).toEqual(fuzzedRequest(cases, 1, 3));
  expect(fuzzedRequest(cases, 1, 3)).not.toEqual(fuzzedRequest(cases, 1, 4));
});

it("tells the place of a name that is given to a value before it", () => {
  expect(matchesOf("javascript", "$X = $V", 'export { a as b } from "c";\n')).toEqual(["a as b"]);
});

it("finds nothing where nothing stands: the joining of strings side by side", () => {
  expect(matchesOf("python", "$X", '"s" "t"\n')).toEqual(['"s"', '"s" "t"', '"t"']);
});

it("refuses a set of characters that ends before it begins, also beside what runs on a matcher of our own", () => {
  expect(check("regex", ruleFile("regex", 'pattern-regex: "(?i:MD)z [a-5]"'), "mdz a").error).toContain("Not a regular expression");
});

it("finds nothing at the prefix of a string in a file with an error, where strings have their ranges without quotes", () => {
  expect(matchesOf("python", "$X", 'use(/1); use(b"s")\n')).toEqual(["use", "use(/1)", "1", "use", 'use(b"s")', "s"]);
});

it("finds nothing for what a loop leaves out", () => {
  expect(matchesOf("bash", "$X", "for a; do true; done\n").filter((text) => text === "")).toEqual([]);
});

it.each([
  ["typescript", "declare function()"],
  ["python", "12345';"],
  ["python", '";\n'],
  ["python", "type y[*import s=t"],
  ["python", "a[]"],
  ["bash", "if e;then\n[[本\nfi"],
  ["python", "match a:\n    case ':\n        f()\n"],
  ["typescript", "() => { try { c\\\nonst o = 1 } catch (e) {} }\nconst later = 2;\n"],
])("finds nothing outside of broken %s: %j", (language, text) => {
  const { matches, error } = check(language, ruleFile(language, `pattern-either: [{pattern: $X}, {pattern: ""}${language === "bash" ? "" : ', {pattern: "{ ... }"}'}]`), text);
  expect(error).toBeUndefined();
  expect(matches.filter(({ start, end }) => start < 0 || end < start || end > text.length)).toEqual([]);
});
