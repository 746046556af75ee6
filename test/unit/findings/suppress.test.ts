// A comment silences what it says, where it says, with a reason; everything else is told.

import { describe, expect, it } from "vitest";
import { suppress } from "../../../src/findings/suppress.ts";
import type { SuppressibleRule } from "../../../src/findings/match-suppressions.ts";
import { indexLines } from "../../../src/source/line-index.ts";

const rules: readonly SuppressibleRule[] = [
  { id: "python/eval", equivalents: { bandit: ["B307"], ruff: ["S307"], semgrep: ["python.lang.security.eval-detected"], eslint: ["no-eval"] } },
  { id: "python/shell", equivalents: { bandit: ["B602", "B605"], ruff: ["S602"] } },
  { id: "javascript/danger", equivalents: { eslint: ["no-eval", "security/detect-eval"], oxlint: ["no-script-url"] } },
  { id: "python/plain" },
  { id: "assay/unused-suppression" },
];

interface Given {
  /** Code with `§rule§` before the line's end where a finding of that rule starts (the mark is taken out). */
  readonly code: string;
  readonly today?: string;
  readonly active?: readonly string[];
  readonly alsoFoundBy?: readonly string[];
}

/** `line rule` of every active finding, `line rule (reason)` of the suppressed, `line problem` of the problems. */
function run({ code, today = "2026-11-22", active, alsoFoundBy = [] }: Given) {
  const marks: { ruleId: string; start: number; lines: number }[] = [];
  const text = code.replace(/§([^§+]+)(?:\+(\d+))?§/g, "\u0001$1+$2\u0001");
  let plain = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\u0001") {
      plain += text[at];
      continue;
    }
    const end = text.indexOf("\u0001", at + 1);
    const [ruleId = "", lines = ""] = text.slice(at + 1, end).split("+");
    marks.push({ ruleId, start: plain.length, lines: Number(lines || 0) });
    at = end;
  }
  const index = indexLines(plain);
  const comments = [...plain.matchAll(/#.*|\/\/.*|\/\*[^]*?\*\/|<!--[^]*?-->/g)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
  const findings = marks.map(({ ruleId, start, lines }) => ({
    ruleId,
    alsoFoundBy,
    region: { start, startLine: index.lineOf(start), endLine: index.lineOf(start) + lines },
  }));
  const result = suppress({
    text: plain,
    comments,
    lineOf: index.lineOf,
    findings,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    activeRules: new Set(active ?? rules.map((rule) => rule.id)),
    today,
  });
  return {
    active: result.active.map((finding) => `${finding.region.startLine} ${finding.ruleId}`),
    suppressed: result.suppressed.map((finding) => `${finding.region.startLine} ${finding.ruleId} (${finding.suppression.justification})`),
    problems: result.problems.map((problem) => `${index.lineOf(problem.start)} ${problem.ruleId}: ${problem.message}`),
    spans: result.problems.map((problem) => plain.slice(problem.start, problem.end)),
    expiresOn: result.expiresOn,
  };
}

const silent = { active: [], problems: [] };

describe("our own comments", () => {
  it.each<[string, string, string]>([
    ["on the line", "§python/eval§eval(x)  # assay-ignore python/eval: input is ours\n", "1 python/eval (input is ours)"],
    ["on the line above", "# assay-ignore-next-line python/eval: ours\n§python/eval§eval(x)\n", "2 python/eval (ours)"],
    ["standing alone", "# assay-ignore python/eval: ours\n§python/eval§eval(x)\n", "2 python/eval (ours)"],
    ["above blank lines and comments", "# assay-ignore python/eval: ours\n\n# more\n§python/eval§eval(x)\n", "4 python/eval (ours)"],
    ["at the last line of a long one", "§python/eval+2§eval(\n  x,\n)  # assay-ignore python/eval: ours\n", "1 python/eval (ours)"],
    ["JavaScript", "§python/eval§eval(x); // assay-ignore python/eval: ours", "1 python/eval (ours)"],
    ["a block comment", "§python/eval§eval(x); /* assay-ignore python/eval: ours */", "1 python/eval (ours)"],
    ["a block comment before the code", "/* assay-ignore python/eval: ours */ §python/eval§eval(x);", "1 python/eval (ours)"],
    ["JSX", "{/* assay-ignore python/eval: ours */}\n<a href={§python/eval§eval(x)} />", "2 python/eval (ours)"],
    ["HTML", "<!-- assay-ignore python/eval: ours -->\n<a §python/eval§>", "2 python/eval (ours)"],
    ["behind another tool's comment", "§python/eval§eval(x)  # noqa: E501  # assay-ignore python/eval: ours", "1 python/eval (ours)"],
    ["a colon in the reason", "§python/eval§eval(x)  # assay-ignore python/eval: see: ours", "1 python/eval (see: ours)"],
    ["a reason in another script", "§python/eval§eval(x)  # assay-ignore python/eval: наш ввод", "1 python/eval (наш ввод)"],
    ["carriage returns", "x\r\n§python/eval§eval(x)  # assay-ignore python/eval: ours\r\ny\r\n", "2 python/eval (ours)"],
    ["up to its date", "§python/eval§eval(x)  # assay-ignore python/eval until=2026-11-22: ours", "1 python/eval (ours)"],
    ["a starred block", "/**\n * assay-ignore python/eval: ours\n */\n§python/eval§eval(x)", "4 python/eval (ours)"],
  ])("%s", (_name, code, expected) => {
    const { active, problems, suppressed } = run({ code });
    expect({ active, problems }).toEqual(silent);
    expect(suppressed).toEqual([expected]);
  });

  it("takes several rules", () => {
    const result = run({ code: "§python/eval§eval(x) or §python/shell§run(x)  # assay-ignore python/eval, python/shell: both ours" });
    expect(result).toMatchObject({ active: [], problems: [], suppressed: ["1 python/eval (both ours)", "1 python/shell (both ours)"] });
  });

  it("silences a finding by the rule that gave way to its own", () => {
    expect(run({ code: "§python/eval§x  # assay-ignore python/plain: ours", alsoFoundBy: ["python/plain"] }).active).toEqual([]);
  });

  it.each<[string, string]>([
    ["another line", "# assay-ignore python/eval: ours\nf()\n§python/eval§eval(x)\n"],
    ["another rule", "§python/eval§eval(x)  # assay-ignore python/shell: ours"],
    ["the middle of a long one", "§python/eval+4§eval(\n a,\n b,  # assay-ignore python/eval: ours\n c,\n)"],
  ])("leaves alone: %s", (_name, code) => {
    const result = run({ code });
    expect(result.active).toHaveLength(1);
    expect(result.problems).toEqual([expect.stringMatching(/assay\/unused-suppression: `python\/\w+` finds nothing here to suppress\.$/)]);
  });

  it.each<[string, string]>([
    ["no reason", "# assay-ignore python/eval"],
    ["an empty reason", "# assay-ignore python/eval:"],
    ["a reason of dots", "# assay-ignore python/eval: ..."],
    ["no rule", "# assay-ignore: because"],
    ["an unknown rule", "# assay-ignore python/evil: because"],
    ["a wrong word", "# assay-ignore-file python/eval: because"],
    ["a wrong date", "# assay-ignore python/eval until=2026-02-30: because"],
    ["a date in another form", "# assay-ignore python/eval until=30.11.2026: because"],
    ["two dates", "# assay-ignore python/eval until=2027-01-01 until=2027-01-02: because"],
    ["a strange rule", "# assay-ignore python/eval (really): because"],
    ["prose for rules", "# assay-ignore this one please: because"],
  ])("malformed: %s", (_name, comment) => {
    const result = run({ code: `§python/eval§eval(x)  ${comment}` });
    expect(result.active).toEqual(["1 python/eval"]);
    expect(result.problems).toEqual([expect.stringMatching(/^1 assay\/malformed-suppression: This comment silences nothing: /)]);
    expect(result.spans).toEqual([comment.slice(2)]);
  });

  it("counts again after its date, and says so", () => {
    const code = "§python/eval§eval(x)  # assay-ignore python/eval until=2026-11-21: ours";
    expect(run({ code })).toMatchObject({
      active: ["1 python/eval"],
      problems: ["1 assay/expired-suppression: This suppression held until 2026-11-21."],
    });
  });

  it("tells when the answer changes", () => {
    const code = "§python/eval§eval(x)  # assay-ignore python/eval until=2026-12-31: ours\n§python/eval§x  # assay-ignore python/eval until=2027-12-31: ours";
    expect(run({ code }).expiresOn).toBe("2027-01-01");
    expect(run({ code: "§python/eval§eval(x)  # assay-ignore python/eval: ours" }).expiresOn).toBeUndefined();
  });

  it.each<[string, string]>([
    ["prose", "# see the docs on assay-ignore before use\nx"],
    ["a word in a sentence", "# we do not use assay-ignore python/eval here\nx"],
    ["code", "s = 'assay-ignore python/eval: x'"],
  ])("is no directive: %s", (_name, code) => {
    expect(run({ code })).toMatchObject({ problems: [], suppressed: [] });
  });

  it("is not unused where its rule did not run or the report is off", () => {
    const code = "f()  # assay-ignore python/eval: ours";
    expect(run({ code }).problems).toHaveLength(1);
    expect(run({ code, active: ["python/shell", "assay/unused-suppression"] }).problems).toEqual([]);
    expect(run({ code, active: ["python/eval"] }).problems).toEqual([]);
  });

  it("names only the unused ones of several", () => {
    const result = run({ code: "§python/eval§eval(x)  # assay-ignore python/eval, python/shell: ours" });
    expect(result.problems).toEqual(["1 assay/unused-suppression: `python/shell` finds nothing here to suppress."]);
  });
});

describe("other tools' comments", () => {
  it.each<[string, string, readonly string[]]>([
    ["nosec", "§python/eval§eval(x)  # nosec", ["python/eval"]],
    ["nosec with its id", "§python/eval§eval(x)  # nosec B307", ["python/eval"]],
    ["nosec with a colon and several", "§python/shell§run(x)  # nosec: B101,B602", ["python/shell"]],
    ["nosec inside a statement", "§python/shell+3§run(\n  x,\n  shell=True,  # nosec B602\n)", ["python/shell"]],
    ["nosec with words", "§python/eval§eval(x)  # nosec - ours", ["python/eval"]],
    ["noqa", "§python/eval§eval(x)  # noqa", ["python/eval"]],
    ["NOQA with codes", "§python/eval§eval(x)  # NOQA: E501, S307", ["python/eval"]],
    ["noqa without a space", "§python/eval§eval(x)  #noqa:S307", ["python/eval"]],
    ["nosemgrep", "§python/eval§eval(x)  # nosemgrep", ["python/eval"]],
    ["nosem with the whole id", "§python/eval§eval(x)  # nosem: python.lang.security.eval-detected", ["python/eval"]],
    ["nosemgrep with the id's end", "§python/eval§eval(x)  # nosemgrep: eval-detected", ["python/eval"]],
    ["nosemgrep above", "# nosemgrep\n§python/eval§eval(x)", ["python/eval"]],
    ["nosemgrep with our own id", "§python/plain§f()  // nosemgrep: python/plain", ["python/plain"]],
    ["eslint-disable-line", "§javascript/danger§eval(x); // eslint-disable-line no-eval", ["javascript/danger"]],
    ["eslint-disable-next-line", "// eslint-disable-next-line security/detect-eval -- ours\n§javascript/danger§eval(x);", ["javascript/danger"]],
    ["eslint-disable-next-line, several", "/* eslint-disable-next-line no-alert, no-eval */\n§javascript/danger§eval(x);", ["javascript/danger"]],
    ["eslint-disable-next-line, all", "// eslint-disable-next-line\n§javascript/danger§eval(x);", ["javascript/danger"]],
    ["oxlint", "// oxlint-disable-next-line no-script-url\n§javascript/danger§eval(x);", ["javascript/danger"]],
    ["a block", "/* eslint-disable no-eval */\nf();\n§javascript/danger§eval(x);\n/* eslint-enable no-eval */\n", ["javascript/danger"]],
    ["a block that ends for another rule", "/* eslint-disable no-alert, no-eval */\n/* eslint-enable no-alert */\n§javascript/danger§eval(x);", ["javascript/danger"]],
    ["a block of all that ends for another rule", "/* eslint-disable */\n/* eslint-enable no-alert */\n§javascript/danger§eval(x);", ["javascript/danger"]],
    ["a block that is opened again", "/* eslint-disable */\n/* eslint-enable */\n/* eslint-disable no-eval */\n§javascript/danger§eval(x);", ["javascript/danger"]],
    ["a block of all", "/* eslint-disable */\n§javascript/danger§eval(x);", ["javascript/danger"]],
  ])("honours %s", (_name, code, expected) => {
    const result = run({ code });
    expect(result).toMatchObject(silent);
    expect(result.suppressed.map((entry) => entry.split(" ")[1])).toEqual(expected);
  });

  it.each<[string, string]>([
    ["nosec with another id", "§python/eval§eval(x)  # nosec B101"],
    ["a bare nosec and a rule without an equivalent", "§python/plain§f()  # nosec"],
    ["noqa with another code", "§python/eval§eval(x)  # noqa: E501"],
    ["a word that only begins so", "§python/eval§eval(x)  # nosecurity"],
    ["nosemgrep with another id", "§python/eval§eval(x)  # nosemgrep: other-rule"],
    ["nosemgrep for a rule that has no equivalent", "§python/plain§f()  # nosemgrep"],
    ["eslint-disable-line for another rule", "§javascript/danger§eval(x); // eslint-disable-line no-alert"],
    ["eslint-disable-next-line two lines up", "// eslint-disable-next-line no-eval\n\n§javascript/danger§eval(x);"],
    ["after eslint-enable", "/* eslint-disable no-eval */\n/* eslint-enable no-eval */\n§javascript/danger§eval(x);"],
    ["after an eslint-enable of all", "/* eslint-disable no-eval */\n/* eslint-enable */\n§javascript/danger§eval(x);"],
    ["after an eslint-enable of one of two", "/* eslint-disable no-eval, no-alert */\n/* eslint-enable no-eval */\n§javascript/danger§eval(x);"],
    ["after an eslint-enable of one of all", "/* eslint-disable */\n/* eslint-enable no-eval */\n§javascript/danger§eval(x);"],
    ["before a block", "§javascript/danger§eval(x);\n/* eslint-disable no-eval */"],
    ["eslint-disable of a rule without an equivalent", "/* eslint-disable */\n§python/shell§f();"],
    ["a word in prose", "§javascript/danger§eval(x); // see eslint-disable-line no-eval"],
  ])("is not silenced by %s", (_name, code) => {
    expect(run({ code })).toMatchObject({ suppressed: [], problems: [] });
    expect(run({ code }).active).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ["the reason that is given", "// eslint-disable-next-line no-eval -- input is ours\n§javascript/danger§eval(x);", "input is ours"],
    ["the comment, where there is none", "§python/eval§eval(x)  # nosec B307", "bandit suppression B307"],
  ])("justifies by %s", (_name, code, reason) => {
    expect(run({ code }).suppressed[0]).toContain(`(${reason})`);
  });
});

it("takes twenty thousand comments", { timeout: 20_000 }, () => {
  const code = "f()  # assay-ignore python/eval: ours # nosec # noqa\n".repeat(20_000);
  expect(run({ code }).problems).toHaveLength(20_000);
});

it("takes very many comments and findings of every kind", { timeout: 20_000 }, () => {
  const comments = ["# noqa", "/* eslint-disable no-alert */", "# assay-ignore python/eval: ours", "// eslint-disable-line x"];
  const code = Array.from({ length: 20_000 }, (_, index) => `§python/eval§eval(x)  ${comments[index % 4]}\n`).join("");
  expect(run({ code }).active).toHaveLength(10_000);
});

it("takes one enormous comment", { timeout: 20_000 }, () => {
  const result = run({ code: `f()  # nosec ${"B101 ".repeat(1_000_000)} noqa: ${"E501,".repeat(1_000_000)} assay-ignore ${"a ".repeat(1_000_000)}` });
  expect(result.suppressed).toEqual([]);
});
