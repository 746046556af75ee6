// Rules in code of a team's own: made by the scaffolder, tested, run by path and by settings, from the package as it is published.

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";
import { startServer, textOf } from "../support/mcp-wire.ts";
import { installPacked } from "../support/packed-package.ts";

/** A rule that finds the name `word`; `more` stands in its record, `body` in place of its check. */
function ruleText(word: string, { id = `acme/no-${word}`, kit = "export const kitVersion = 1;", more = "", body = "" } = {}): string {
  return `import { Kind, defineRule, nameOf } from "assay/rule-kit";
${kit}
export const rule = defineRule({
  meta: { id: "${id}", title: "No ${word}", description: "It is old.", languages: ["python"], category: "maintainability",
    severity: "warning", confidence: "high", cwe: [], remediationMinutes: 5${more} },
  words: [["${word}"]],
  kinds: [Kind.Name],
  check(file, node, options) {
    if (nameOf(file.tree, node) !== "${word}") return;
    ${body === "" ? `file.report({ at: node, message: \`\\\`${word}\\\` is old\${options.why ?? ""}.\` });` : body}
  },
});
`;
}

interface Seen {
  readonly findings: readonly { readonly ruleId: string; readonly severity: string; readonly message: string; readonly path: string; readonly region: { readonly startLine: number } }[];
  readonly notices: readonly { readonly code: string; readonly message: string }[];
  readonly complete: boolean;
  readonly incompleteReasons: readonly string[];
}

let sandbox: Sandbox;

function scan(...words: string[]): Seen & { readonly code: number; readonly err: string } {
  const outcome = sandbox.assay(["scan", "--format", "json", "--exit-zero", ...words]);
  return { ...(JSON.parse(outcome.out) as Seen), code: outcome.code, err: outcome.err };
}

const idsOf = ({ findings }: Seen): string[] => findings.map(({ ruleId, path, region }) => `${ruleId} ${path}:${region.startLine}`);

describe("rules in code from outside", () => {
  afterEach(() => sandbox.remove());

  it("run alone with --config, beside the built-in ones with --with-builtin, and not at all without", () => {
    sandbox = makeSandbox({ "mine/a/rule.ts": ruleText("legacy"), "app.py": "legacy = eval(input())\n" });
    expect(idsOf(scan("--config", "mine"))).toEqual(["acme/no-legacy app.py:1"]);
    expect(idsOf(scan("--config", "mine/a/rule.ts"))).toEqual(["acme/no-legacy app.py:1"]);
    expect(idsOf(scan("--config", "mine", "--with-builtin"))).toEqual(["python/eval-injection app.py:1", "acme/no-legacy app.py:1"]);
    expect(idsOf(scan())).toEqual(["python/eval-injection app.py:1"]);
  });

  it("are JavaScript as well, several in a file, with modules of their own, beside rule files in YAML", () => {
    sandbox = makeSandbox({
      "mine/pair.rule.mjs": `import { word } from "./lib/words.js";\n${ruleText("first").replace("export const rule =", "const one =").replace('"first"]]', "word]]").replace('!== "first"', "!== word")}export const rules = [one];\n`,
      "mine/lib/words.js": 'export const word = "first";\n',
      "mine/old.yaml": "rules:\n  - id: yaml-rule\n    languages: [python]\n    severity: WARNING\n    message: m\n    pattern: second\n",
      "app.py": "first\nsecond\n",
    });
    expect(idsOf(scan("--config", "mine")).sort()).toEqual(["acme/no-first app.py:1", "yaml-rule app.py:2"]);
  });

  it("follow the settings that name them: levels, options, overrides and suppressions", () => {
    sandbox = makeSandbox({
      "rules-of-ours/rule.ts": ruleText("legacy", { more: ', options: { why: { default: "", description: "Why." } }' }),
      ".assay.yaml": "plugins: rules-of-ours\nrules:\n  acme/no-legacy: { severity: error, options: { why: ' since 2020' } }\noverrides:\n  - files: tests/**\n    rules: { 'acme/*': off }\n",
      "app.py": "legacy()\nlegacy()  # assay-ignore acme/no-legacy: kept for the old client\n",
      "tests/t.py": "legacy()\n",
    });
    const seen = scan();
    expect(seen.findings.map(({ severity, message }) => [severity, message])).toEqual([["error", "`legacy` is old since 2020."]]);
    expect(idsOf(seen)).toEqual(["acme/no-legacy app.py:1"]);
    sandbox.write(".assay.yaml", "plugins: rules-of-ours\nrules:\n  acme/no-legcy: off\n");
    expect(sandbox.assay(["scan"])).toMatchObject({ code: 2, err: expect.stringContaining("unknown rule; did you mean `acme/no-legacy`?") as string });
  });

  it("come with settings that others extend", () => {
    sandbox = makeSandbox({ "shared/team.yaml": "plugins: ./own/rule.ts\n", "shared/own/rule.ts": ruleText("legacy"), ".assay.yaml": "extends: shared/team.yaml\nrules: { acme/no-legacy: error }\n", "app.py": "legacy\n" });
    expect(scan().findings).toMatchObject([{ ruleId: "acme/no-legacy", severity: "error" }]);
  });

  it("give fresh results when they or their modules change", () => {
    sandbox = makeSandbox({ "mine/rule.ts": `${ruleText("legacy").replace('"legacy"]]', "word]]").replace('!== "legacy"', "!== word")}import { word } from "./word.ts";\n`, "mine/word.ts": 'export const word = "legacy";\n', "app.py": "legacy\nmodern\n" });
    expect(idsOf(scan("--config", "mine"))).toEqual(["acme/no-legacy app.py:1"]);
    sandbox.write("mine/word.ts", 'export const word = "modern";\n');
    expect(idsOf(scan("--config", "mine"))).toEqual(["acme/no-legacy app.py:2"]);
  });

  const modules: readonly [what: string, text: string, said: string][] = [
    ["of a later kit", ruleText("x", { kit: "export const kitVersion = 2;" }), "it was written for rule kit 2, and this Assay has rule kit 1. Use a newer Assay."],
    ["of an earlier kit", ruleText("x", { kit: "export const kitVersion = 0;" }), "it was written for rule kit 0, and this Assay has rule kit 1. docs/custom-rules.md says what changed."],
    ["without a version", ruleText("x", { kit: "" }), "add `export const kitVersion = 1;`"],
    ["without a rule", "export const kitVersion = 1;\n", "it exports no rule"],
    ["with a name that is taken", ruleText("x", { id: "python/eval-injection" }), "there is a rule `python/eval-injection` already"],
    ["with a wrong name", ruleText("x", { id: "x" }), "the rule `x`: `meta.id`: must be `group/flaw-in-kebab-case`."],
    ["with a wrong severity", ruleText("x").replace('"warning"', '"fatal"'), "the rule `acme/no-x`: `meta.severity`"],
    ["on the whole project", "export const kitVersion = 1;\nexport const rule = { meta: { id: 'a/b' }, checkProject() { return []; } };\n", "rules on figures of functions and on the whole project are built in only"],
    ["that throws when loaded", "export const kitVersion = 1;\nthrow new Error('not today');\n", "could not be run: not today"],
    ["that is no program", "export const kitVersion = = 1;\n", "could not be run"],
  ];
  it.each(modules)("refuse a file %s and say why", (_, text, said) => {
    sandbox = makeSandbox({ "mine/rule.ts": text, "app.py": "x\n" });
    const { code, err, out } = sandbox.assay(["scan", "--config", "mine"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("mine/rule.ts");
    expect(err).toContain(said);
  });

  it("end no scan unnoticed", () => {
    sandbox = makeSandbox({ "mine/rule.ts": "export const kitVersion = 1;\nprocess.exit(0);\n", "app.py": "x\n" });
    expect(sandbox.assay(["scan", "--config", "mine"])).toMatchObject({ code: 2, out: "" });
  });

  const faults: readonly [what: string, body: string, said: RegExp][] = [
    ["throws", "throw new Error('what now');", /acme\/no-bad did not finish: what now/],
    ["reports a place outside the file", "file.report({ at: { start: 0, end: 10_000 }, message: 'm' });", /acme\/no-bad did not finish: it reported a place that is not in the file/],
    ["reports nonsense", "file.report({ at: 'there', message: 'm' });", /acme\/no-bad did not finish: it reported a place/],
    ["reports without a message", "file.report({ at: node });", /acme\/no-bad did not finish: a finding has no message/],
  ];
  it.each(faults)("that one %s is told by name and harms no other", (_, body, said) => {
    sandbox = makeSandbox({ "mine/a/rule.ts": ruleText("bad", { body }), "mine/b/rule.ts": ruleText("legacy"), "app.py": "bad\nlegacy\n" });
    const seen = scan("--config", "mine");
    expect(idsOf(seen)).toEqual(["acme/no-legacy app.py:2"]);
    expect(seen.notices.map(({ message }) => message).join("\n")).toMatch(said);
    expect(seen.complete).toBe(false);
  });

  it("that one never ends or ends the program costs the files it was at, which are named", () => {
    sandbox = makeSandbox({ "mine/rule.ts": ruleText("bad", { body: "if (file.path === 'hang.py') for (;;);\n if (file.path === 'exit.py') process.exit(0);" }), "hang.py": "bad\n", "exit.py": "bad\n", "good.py": "good\n" });
    const seen = scan("--config", "mine", "--timeout", "4s");
    expect(seen.incompleteReasons.map((reason) => reason.slice(0, 24)).sort()).toEqual(["exit.py was not analysed", "hang.py was not analysed"]);
  });

  it("write nothing into the report", () => {
    sandbox = makeSandbox({ "mine/rule.ts": `console.log("loading");\n${ruleText("legacy", { body: "console.log('checking'); process.stdout.write('x'); file.report({ at: node, message: 'Old.' });" })}`, "app.py": "legacy\n" });
    expect(idsOf(scan("--config", "mine"))).toEqual(["acme/no-legacy app.py:1"]);
  });

  it("take no target of another rule's test for a rule, and nothing that is none", () => {
    sandbox = makeSandbox({
      "mine/rule.yaml": "rules:\n  - id: y\n    languages: [typescript]\n    severity: WARNING\n    message: m\n    pattern: foo()\n",
      "mine/rule.ts": "process.exit(3);\nfoo();\n",
      "mine/node_modules/p/rule.js": "process.exit(3);\n",
      "a.ts": "foo();\n",
    });
    expect(idsOf(scan("--config", "mine")).filter((id) => id.includes(" a.ts"))).toEqual(["y a.ts:1"]);
    sandbox.remove();
    sandbox = makeSandbox({ "none/readme.md": "", "a.py": "" });
    expect(sandbox.assay(["scan", "--config", "none"])).toMatchObject({ code: 2, err: expect.stringContaining("There are no rules in none") as string });
  });

  it("never run for a server, which says so and scans on", async () => {
    sandbox = makeSandbox({ ".assay.yaml": "plugins: mine\nrules: { acme/no-legacy: error }\n", "mine/rule.ts": `import { writeFileSync } from "node:fs";\nwriteFileSync("/dev/stderr", "LOADED");\n${ruleText("legacy")}`, "app.py": "legacy = eval(input())\n" });
    const client = await startServer(sandbox.folder);
    const answer = textOf(await client.call("scan_security", { paths: ["."] }));
    const quality = textOf(await client.call("analyze_code_quality", { paths: ["."] }));
    await client.close();
    expect(client.errorText()).not.toContain("LOADED");
    expect(answer).toContain("python/eval-injection");
    expect(quality).not.toContain("acme/no-legacy");
  });
});

describe("from the published package, in a folder of another repository", () => {
  let folder = "";
  const node = (...words: string[]): { code: number | null; text: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8", timeout: 120_000, env: { ...process.env, XDG_CACHE_HOME: join(folder, ".cache") } });
    return { code: status, text: stdout + stderr };
  };
  const assay = (...words: string[]): ReturnType<typeof node> => node("node_modules/assay/dist/assay.js", ...words);

  beforeAll(() => {
    folder = installPacked({ hasTypes: true, isModule: true });
  }, 180_000);

  afterAll(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  it("makes, tests, runs and types a rule", () => {
    expect(assay("init", "rule", "acme/old-call", "--language", "typescript")).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, "assay-rules/acme/old-call")).sort()).toEqual(["bad.ts", "docs.md", "good.ts", "rule.ts"]);
    expect(assay("rules", "test", "assay-rules")).toEqual({ code: 0, text: "2 expectations held and 0 failed in 2 files.\n" });
    writeFileSync(join(folder, "app.ts"), "replace_me();\n");
    expect(assay("scan", "--config", "assay-rules", ".").text).toContain("app.ts:1:1");
    writeFileSync(join(folder, "assay-rules/acme/old-call/good.ts"), "replace_me();\n");
    expect(assay("rules", "test", "assay-rules")).toMatchObject({ code: 1, text: expect.stringContaining("good.ts:1: unexpected") as string });
    expect(assay("init", "rule", "acme/old-call")).toMatchObject({ code: 2, text: expect.stringContaining("is already there") as string });
    const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--types", "node"];
    expect(node("node_modules/typescript/bin/tsc", ...options, "assay-rules/acme/old-call/rule.ts")).toEqual({ code: 0, text: "" });
  }, 120_000);

  it("gives the kit to a program that imports it", () => {
    expect(node("--input-type=module", "-e", "import { Kind, currentKitVersion, defineRule } from 'assay/rule-kit'; console.log(Kind.Program, currentKitVersion, typeof defineRule);")).toEqual({ code: 0, text: "1 1 function\n" });
  });
});
