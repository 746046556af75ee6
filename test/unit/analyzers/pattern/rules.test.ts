// Whole rules: operators together, conditions, fixes, messages, suppressions and what keeps a rule from loading.

import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../src/analyzers/pattern/rules/load.ts";
import { check, ruleFile } from "./engine.ts";

const lines = (language: string, body: string, text: string): number[] =>
  check(language, ruleFile(language, body), text).matches.map((match) => text.slice(0, match.start).split("\n").length);

describe("operators", () => {
  const text = "f(1)\ndef g():\n    f(2)\n    f(30)\n";
  it.each([
    ["patterns:\n- pattern: f($X)\n- pattern-not: f(1)", [3, 4]],
    ["patterns:\n- pattern: f($X)\n- pattern-inside: |\n    def $F(): ...", [3, 4]],
    ["patterns:\n- pattern: f($X)\n- pattern-not-inside: |\n    def $F(): ...", [1]],
    ["pattern-either:\n- pattern: f(1)\n- pattern: f(2)", [1, 3]],
    ["patterns:\n- pattern: f($X)\n- metavariable-regex: {metavariable: $X, regex: '[12]$'}", [1, 3]],
    ["patterns:\n- pattern: f($X)\n- metavariable-comparison: {comparison: $X > 1 and $X < 10}", [3]],
    ["patterns:\n- pattern: f($X)\n- metavariable-pattern: {metavariable: $X, pattern: '2'}", [3]],
    ["match:\n  all:\n  - pattern: f($X)\n  - not: f(1)\n  where:\n  - comparison: $X < 5", [3]],
    ["pattern-regex: f\\(\\d\\)", [1, 3]],
  ] as const)("%s", (body, expected) => {
    expect(lines("python", body, text)).toEqual(expected);
  });
});

describe("metavariable-comparison", () => {
  const values = ["1", "1.5", "'30'", "b'30'", "[1, 10]", "(1, 10)", "1e3", "None"];
  const text = values.map((value) => `f(${value})\n`).join("");
  it.each([
    ["comparison: $X < 40", [1, 2]],
    ["{comparison: $X < 40, metavariable: $X, strip: true}", [1, 3]],
    ["comparison: $X not in [1, 10]", [2, 3, 5, 7]],
    ["comparison: '$X == [1, 10]'", [5]],
    ["comparison: re.match('.*0', $X)", [3]],
    ["comparison: re.match('[0-9]+$', str($X))", [1, 3]],
    ["comparison: $X == None", []],
    ["comparison: $X // 2 == 0", []],
  ] as const)("%s", (condition, expected) => {
    const body = condition.startsWith("{") ? condition : `{${condition.replace(/: (?!')(.*)/, ": \"$1\"")}}`;
    expect(lines("python", `patterns:\n- pattern: f($X)\n- metavariable-comparison: ${body}`, text)).toEqual(expected);
  });
  it("takes the content of a string for a text, and a word of a document for a number", () => {
    const body = "patterns:\n- pattern: f(\"$X\")\n- metavariable-comparison: {comparison: $X == 30}";
    expect(lines("python", body, text)).toEqual([]);
    expect(lines("generic", body, 'f("30")\n')).toEqual([1]);
  });
});

describe("groups of metavariable-regex", () => {
  const body = "patterns:\n- pattern: f(\"$X\")\n- metavariable-regex: {metavariable: $X, regex: '(?P<A>[a-z])(?P<N>[0-9])'}";
  it("are bound at each match that follows on the one before", () => {
    const result = check("python", ruleFile("python", body, "$A-$N"), "f('a1b2')\nf('c3-d4')\nf('-e5')\n");
    expect(result.matches.map((match) => match.message)).toEqual(["a-1", "b-2", "c-3"]);
  });
  it("are no values of other conditions", () => {
    expect(lines("python", `${body}\n- metavariable-regex: {metavariable: $N, regex: '1'}`, "f('a1')\n")).toEqual([]);
  });
  it("have a place", () => {
    const result = check("python", ruleFile("python", `${body}\n- focus-metavariable: $N`), "f('a1')\n");
    expect(result.matches.map(({ start, end }) => [start, end])).toEqual([[4, 5]]);
  });
});

describe("rules for several languages", () => {
  const found = (languages: string, pattern: string, language: string): number => check(language, ruleFile(languages, `pattern: ${pattern}`), "f(1);\n").matches.length;
  it("read their patterns in another one where the first is not read here", () => {
    expect(found("java, javascript", "f($X)", "javascript")).toBe(1);
    expect(found("go, python, javascript", "f($X);", "javascript")).toBe(1);
    expect(found("go, javascript, typescript", "f($X)", "typescript")).toBe(1);
  });
  it("find nothing where none is read, or in other files", () => {
    expect(found("java, go", "f($X)", "javascript")).toBe(0);
    expect(found("go, python", "f($X)", "javascript")).toBe(0);
    expect(check("javascript", ruleFile("go, javascript", "pattern: 'f(x int) {'"), "f(1);\n").error).toBeUndefined();
  });
});

describe("values of several conditions", () => {
  const messages = (body: string, text: string): string[] => check("python", ruleFile("python", body, "$N-$M"), text).matches.map((match) => match.message);
  it("make results of their own", () => {
    const nested = (name: string, pattern: string): string => `{metavariable-pattern: {metavariable: ${name}, pattern: ${pattern}}}`;
    const body = `patterns: [{pattern: "f($A, $B)"}, ${nested("$A", "g($N)")}, ${nested("$B", "g($M)")}]`;
    expect(messages(body, "f(g(1), g(2))\nf(g(1), 2)\n")).toEqual(["1-$M", "$N-2"]);
  });
  it("are shown as the string has them that they were found in", () => {
    const body = "patterns: [{pattern: 'f(\"$S\")'}, {metavariable-pattern: {metavariable: $S, language: generic, pattern: rm $N}}]";
    expect(messages(body, "import os\nf('rm it')\nf('ls it')\n")).toEqual(["it-$M"]);
    const focused = check("python", ruleFile("python", `${body.slice(0, -1)}, {focus-metavariable: $N}]`), "f('rm it')\n");
    expect(focused.matches.map(({ start, end }) => [start, end])).toEqual([[6, 8]]);
  });
  it("of a string are no variables", () => {
    expect(lines("python", 'pattern: f("$X", $X)', "a = 1\nf('a', a)\nf('b', b)\n")).toEqual([3]);
  });
  it("in the language regex may be written as patterns", () => {
    const body = "patterns: [{pattern: 'f(\"$S\")'}, {metavariable-pattern: {metavariable: $S, language: regex, pattern: 'r(?P<N>.)'}}]";
    expect(messages(body, "f('rm')\nf('ls')\n")).toEqual(["m-$M"]);
  });
});

it("reads a name of with as the expression it is known by", () => {
  const body = "pattern: open_it().read()\noptions: {symbolic_propagation: true}";
  expect(lines("python", body, "with open_it() as a:\n    a.read()\nwith other() as b:\n    b.read()\n")).toEqual([2]);
});

it("reads a name as calls and members of names, not of collections, functions or slices", () => {
  const body = "pattern: g(f(...))\noptions: {symbolic_propagation: true}";
  const text = ["a.b", "k=c[1]", "f'{d}'", "[1]", "(1, 2)", "lambda: 1", "h[1:]"].map((part, index) => `x${index} = f(${part})\ng(x${index})\n`).join("");
  expect(lines("python", body, text)).toEqual([2, 4, 6]);
});

describe("as", () => {
  const shown = (match: string, text: string): string[] => check("python", ruleFile("python", `match: ${match}`, "$M"), text).matches.map(({ message }) => message);
  it.each([
    ["{pattern: f($X), as: $M}", ["f(1)", "f(2)"]],
    ["{all: [{pattern: f($X), as: $M}], where: [{metavariable: $M, regex: '.*2'}]}", ["f(2)"]],
    ["{all: [{pattern: f($X), as: $M}], where: [{metavariable: $M, pattern: '1'}]}", ["f(1)"]],
    ["{all: [{pattern: f($X)}, {inside: {pattern: g(...), as: $M}}]}", ["g(f(2))"]],
  ] as const)("%s", (match, expected) => {
    expect(shown(match, "f(1)\ng(f(2))\n")).toEqual(expected);
  });
});

describe("patterns without code", () => {
  const text = "f(1)\nclass C:\n    x = f(2)\n";
  it.each(["''", "'# nothing'"])("%s finds every statement", (pattern) => {
    expect(lines("python", `pattern: ${pattern}`, text)).toEqual([1, 2, 3]);
  });
  it("takes nothing away from other patterns but statements", () => {
    expect(lines("python", "patterns:\n- pattern: f($X)\n- pattern-not: ''", text)).toEqual([3]);
  });
});

describe("metavariable-analysis", () => {
  const found = (analyzer: string, content: string): number =>
    check("python", ruleFile("python", `patterns:\n- pattern: f("$X")\n- metavariable-analysis: {metavariable: $X, analyzer: ${analyzer}}`), `f(r'${content}')\n`).matches.length;
  it.each(["6jvJ8UxDfL4z", "af1d9n81wdg9", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"])("%s looks random", (content) => {
    expect(found("entropy", content)).toBe(1);
    expect(found("entropy_v2", content)).toBe(0);
  });
  it.each(["changeme", "YOUR_API_KEY_GOES_HERE", "correct horse battery staple", "https://example.com/path/to/page", "getUserByEmailAddress"])("%s does not", (content) => {
    expect(found("entropy", content)).toBe(0);
  });
  it.each(["^(a+)+$", "(.*a){20}x", "([\\w.]+)+@"])("%s may take for ever", (content) => {
    expect(found("redos", content)).toBe(1);
  });
  it.each(["(a+)+", "^(foo|bar)+$", "^[+*]+$", "(\\(a)+x"])("%s may not", (content) => {
    expect(found("redos", content)).toBe(0);
  });
});

describe("messages and fixes", () => {
  it("puts code and constants into messages", () => {
    const result = check("python", ruleFile("python", "pattern: f($X)", "$X is value($X)"), "a = 'b'\nf(a)\n");
    expect(result.matches.map((match) => match.message)).toEqual(["a is 'b'"]);
  });
  it("puts several arguments into messages, and leaves the name where there are none", () => {
    const result = check("python", ruleFile("python", "pattern: f($...A)", "value($...A) $...AB"), "f(1, x)\nf()\n");
    expect(result.matches.map((match) => match.message)).toEqual(["1, x 1, xB", "value($...A) $...AB"]);
  });
  it("prints calls afresh", () => {
    const result = check("python", ruleFile("python", "pattern: f($X, $Y)\nfix: g($Y, $X)"), "f(1 + 2,b)\n");
    expect(result.matches.map((match) => match.replacement)).toEqual(["g(b, (1 + 2))"]);
  });
  it("replaces inside the match only", () => {
    const result = check("python", ruleFile("python", "pattern: f(...)\nfix-regex: {regex: '(\\d)', replacement: '<\\1>'}"), "1; f(2)\n");
    expect(result.matches.map((match) => match.replacement)).toEqual(["f(<2>)"]);
  });
});

describe("suppressions", () => {
  it.each([
    ["f(1)  # nosemgrep", []],
    ["f(1)  # nosemgrep: r", []],
    ["# nosemgrep\nf(1)", []],
    ["f(1)  # nosemgrep: other", [1]],
    ["f(1)  #nosemgrep", [1]],
  ] as const)("%s", (text, expected) => {
    expect(lines("python", "pattern: f(...)", text)).toEqual(expected);
  });
});

describe("loading", () => {
  const good = "rules:\n- id: a\n  languages: [python]\n  severity: ERROR\n  message: m\n  pattern: f()\n";
  it("merges a list of maps", () => {
    const text = "x: &x {message: m, severity: INFO}\ny: &y {languages: [python], severity: ERROR}\nrules:\n- <<: [*x, *y]\n  id: a\n  pattern: f()\n";
    expect(loadRules(text)).toMatchObject({ rules: [{ id: "a", severity: "INFO", languages: ["python"] }], problems: [] });
  });
  it("takes what an anchor stands for at the place of its alias", () => {
    const text = "x: &x {message: first}\ny: {in: &x {message: second}}\nrules:\n- id: a\n  languages: [python]\n  severity: INFO\n  message: m\n  pattern: f()\n  metadata: *x\n";
    expect(loadRules(text)).toMatchObject({ rules: [{ id: "a", metadata: { message: "second" } }], problems: [] });
  });
  it.each([
    ["names itself", "rules: &r\n- id: a\n  metadata: *r\n"],
    ["grows without end", `${Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${at === 0 ? "x" : Array.from({ length: 9 }, () => `*a${at - 1}`).join(", ")}]\n`).join("")}rules: *a29\n`],
  ])("refuses a value that %s", (_, text) => {
    expect(loadRules(text).problems.map(({ message }) => message)).toEqual(["The file is too deeply nested or too large."]);
  });
  it("takes carriage returns for ends of lines", () => {
    expect(loadRules(good.replaceAll("\n", "\r"))).toMatchObject({ rules: [{ id: "a" }], problems: [] });
  });
  it("loads a whole rule", () => {
    expect(loadRules(good)).toMatchObject({ rules: [{ id: "a", severity: "ERROR" }], problems: [] });
  });
  it.each([
    [good.replace("ERROR", "error"), 4, "Write `ERROR`"],
    [good.replace("python", "pyton"), 3, "Did you mean `python`"],
    [good.replace("pattern:", "patern:"), 2, "did you mean `pattern`"],
    [good.replace("  pattern: f()", "  patterns:\n    - pattern: f()\n   - pattern-not: g()"), 8, "below one another"],
    [good.replace("  pattern: f()", "  patterns:\n  - pattern-not: f()"), 6, "no positive pattern"],
    [good.replace("  pattern: f()", "  patterns:\n  - pattern-insde: f()"), 7, "Did you mean `pattern-inside`"],
    [good.replace("pattern: f()", "mode: join\n  join: {}"), 6, "`join` are not supported"],
    [good.replace("message: m", "message: 1"), 5, "Put it into quotes"],
    [good.replace("message: m", "message:"), 5, "has no value"],
    ["rules: 1", 1, "wants a list"],
    ["a: [", 1, "Not valid YAML"],
  ])("says where and what: %#", (text, line, words) => {
    const { problems } = loadRules(text);
    expect(problems[0]).toMatchObject({ line });
    expect(problems[0]!.message).toContain(words);
  });
  it("refuses a pattern that is no code", () => {
    expect(check("python", ruleFile("python", "pattern: 'f('"), "f()").error).toContain("Not a python pattern");
    expect(check("python", ruleFile("python", "pattern: 'def $F(...):'"), "f()").error).toContain("give it a body");
    expect(check("javascript", ruleFile("javascript", "pattern: 'f($X'"), "f()").error).toContain("Not a javascript pattern");
  });
  it("refuses a comparison of numbered groups", () => {
    expect(check("regex", ruleFile("regex", "patterns: [{pattern-regex: '(a)'}, {metavariable-comparison: {comparison: $1 < 2}}]"), "a").error).toContain("$1");
  });
  it("skips rules for other versions", () => {
    expect(check("python", ruleFile("python", "pattern: f()\nmin-version: 99.0.0"), "f()").error).toContain("another version");
  });
});
