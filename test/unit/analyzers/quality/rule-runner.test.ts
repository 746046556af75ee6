// Rules are tried only where their words occur, called only at their kinds, and a rule that throws harms no other.

import { describe, expect, it } from "vitest";
import { RuleRunner } from "../../../../src/analyzers/quality/rule-runner.ts";
import { createFileView } from "../../../../src/rule-kit/create-file-view.ts";
import { type CodeRule, defineRule } from "../../../../src/rule-kit/rule.ts";
import { Kind } from "../../../../src/syntax/kinds.ts";
import { nameOf } from "../../../../src/syntax/tree.ts";
import { parseSnippet } from "../../syntax/parse-snippet.ts";

function makeRule(id: string, parts: Partial<CodeRule> = {}): CodeRule {
  return defineRule({
    meta: {
      id,
      title: id,
      description: `${id}.`,
      languages: ["python"],
      category: "reliability",
      severity: "warning",
      confidence: "medium",
      cwe: ["CWE-1"],
      remediationMinutes: 3,
    },
    words: [],
    kinds: [Kind.Name],
    check: (file, node) => file.report({ at: node, message: `\`${nameOf(file.tree, node)}\`.` }),
    ...parts,
  });
}

async function run(rules: readonly CodeRule[], text: string, severity?: "error"): Promise<{ found: string[]; crashes: string[] }> {
  const { tree, language } = await parseSnippet("python", text);
  const runner = new RuleRunner(rules.map((rule) => ({ rule, severity, options: { limit: 2 } })));
  const result = runner.run(tree, (report) => createFileView({ path: "a.py", tree, language, report }));
  return {
    found: result.findings.map((finding) => `${finding.ruleId} ${text.slice(finding.start, finding.end)} ${finding.severity}`),
    crashes: result.crashes.map((crash) => `${crash.ruleId}: ${crash.message}`),
  };
}

describe("the rule runner", () => {
  it.each([
    ["one word of each group", [["a", "z"], ["b"]], "a(b)", 2],
    ["a group without its word", [["a"], ["z"]], "a(b)", 0],
    ["no groups", [], "a(b)", 2],
    ["a word that is a literal's value", [["text"]], "a('text')", 1],
  ] as const)("looks at words: %s", async (_, words, text, count) => {
    expect((await run([makeRule("t/one", { words })], text)).found).toHaveLength(count);
  });

  it("calls each rule at its kinds only, in source order", async () => {
    const calls = makeRule("t/calls", { kinds: [Kind.Call, Kind.Call] });
    expect((await run([calls, makeRule("t/names")], "f(x)")).found).toEqual(["t/calls f(x) warning", "t/names f warning", "t/names x warning"]);
  });

  it("lets settings overrule the severity, and the rule its own figures", async () => {
    const rule = makeRule("t/one", { check: (file, node) => file.report({ at: node, message: "m.", severity: "info" }) });
    expect((await run([rule], "x")).found).toEqual(["t/one x info"]);
    expect((await run([rule], "x", "error")).found).toEqual(["t/one x error"]);
  });

  it("hands the options over", async () => {
    const rule = makeRule("t/one", { check: (file, node, options) => (options.limit === 2 ? file.report({ at: node, message: "m." }) : undefined) });
    expect((await run([rule], "x")).found).toHaveLength(1);
  });

  it("names a rule that throws, asks it no more, and keeps what it and others found", async () => {
    const bad = makeRule("t/bad", {
      check: (file, node) => {
        if (nameOf(file.tree, node) === "b") throw new Error("no way");
        file.report({ at: node, message: "m." });
      },
    });
    const { found, crashes } = await run([bad, makeRule("t/good")], "a; b; c");
    expect(crashes).toEqual(["t/bad: no way"]);
    expect(found).toEqual(["t/bad a warning", "t/good a warning", "t/good b warning", "t/good c warning"]);
  });

  it("cuts a flood and says so", async () => {
    const { found, crashes } = await run([makeRule("t/one")], "x\n".repeat(2_100));
    expect(found).toHaveLength(2_000);
    expect(crashes).toEqual([expect.stringContaining("2000 findings")]);
  });
});
