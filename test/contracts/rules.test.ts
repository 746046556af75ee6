// Walks every built-in rule, in code and in YAML: its facts are complete, and its examples show exactly what they say.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { functionRules, projectRules } from "../../rules/registry.generated.ts";
import { checkFunctions } from "../../src/analyzers/metrics/function-rules.ts";
import { builtInMetas, builtInRules } from "../../src/api/built-in-rules.ts";
import type { RuleMeta } from "../../src/model/rule.ts";
import { defaultConditions } from "../../src/score/gate/judge.ts";
import { indexLines } from "../../src/source/line-index.ts";
import { computeScopes } from "../../src/syntax/scopes.ts";
import { checkTexts } from "../support/project-facts.ts";
import type { CodeRule } from "../../src/rule-kit/rule.ts";
import type { Parse } from "../../src/syntax/language.ts";
import { type RuleRun, applyFixes, languageOf, lineAt, loadParser, runRules } from "../support/run-rules.ts";

const root = fileURLToPath(new URL("../../rules/", import.meta.url));
/** `# expect: part of the message` on the line, or `# expect-next-line: …` where a comment on the line itself would count. */
const expectation = /(?:#|\/\/|\/\*|--) expect(-next-line)?: (.+?)(?: \*\/\}?)?$/;
const parsers = new Map<string, Promise<Parse>>();
const builtIn = builtInRules;
const rules = builtInMetas.map(({ id }) => builtIn.byId.get(id)!);

async function run(rule: CodeRule, path: string, text: string): Promise<RuleRun> {
  const language = languageOf(path)!;
  if (!parsers.has(language.id)) parsers.set(language.id, loadParser(language));
  const parse = await parsers.get(language.id)!;
  await builtIn.prepare(parse(text, path), parse);
  return runRules({ rules: [rule], language, parse, path, text });
}

function examplesOf(rule: CodeRule, kind: "bad" | "good" | "fixed"): { name: string; path: string; text: string }[] {
  const folder = join(root, rule.meta.id);
  return readdirSync(folder)
    .filter((name) => name.startsWith(kind))
    .sort()
    .map((name) => ({ name, path: `${rule.meta.id}/${name}`, text: readFileSync(join(folder, name), "utf8") }));
}

function expectationsIn(text: string): { line: number; message: string }[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const found = expectation.exec(content);
    return found === null ? [] : [{ line: index + (found[1] === undefined ? 1 : 2), message: found[2]! }];
  });
}

describe("the gate without settings", () => {
  it("counts nothing of low confidence", () => {
    for (const { confidence } of defaultConditions) expect(["medium", "high"]).toContain(confidence);
  });
});

/** Those that follow what a client sends to where it does harm: CONTRIBUTING.md, "Adding a rule". */
const clientDataRules: ReadonlySet<string> = new Set(["python", "javascript"].flatMap((language) => ["cross-site-scripting", "path-traversal", "open-redirect", "nosql-injection", "sql-injection"].map((kind) => `${language}/${kind}`)));

const allRules = [...rules, ...functionRules, ...projectRules];

function itHasFacts(id: string, meta: RuleMeta): void {
  it("has complete facts", () => {
    expect(meta.title.length).toBeGreaterThan(0);
    expect(meta.title.length).toBeLessThanOrEqual(80);
    expect(meta.title).not.toMatch(/\.$/);
    expect(meta.description).toMatch(/\.$/);
    expect(meta.languages.length).toBeGreaterThan(0);
    expect(meta.remediationMinutes).toBeGreaterThan(0);
    for (const cwe of meta.cwe) expect(cwe).toMatch(/^CWE-[1-9]\d*$/);
    if (meta.category === "security") {
      expect(meta.cwe.length).toBeGreaterThan(0);
      expect(meta.securitySeverity).toBeGreaterThan(0);
      expect(meta.securitySeverity).toBeLessThanOrEqual(10);
    } else expect(meta.securitySeverity).toBeUndefined();
    const { precision } = meta;
    if (precision !== undefined) {
      // 0 of 0: it was run over those packages and reported nothing.
      expect(precision.sampled).toBeGreaterThanOrEqual(0);
      expect(precision.on.length).toBeGreaterThan(0);
      expect(precision.true).toBeLessThanOrEqual(precision.sampled);
    }
    // CONTRIBUTING.md, "Adding a rule": what is wrong more than once in ten is off, or a security rule that stops nothing, but for those that follow a client's data.
    expect(precision).toBeDefined();
    const isSure = precision!.sampled === 0 || precision!.true / precision!.sampled >= 0.9;
    if (!isSure && meta.isOnByDefault !== false && !clientDataRules.has(id)) expect([meta.category, meta.confidence, meta.severity === "error"]).toEqual(["security", "low", false]);
    for (const other of meta.supersedes ?? []) expect(allRules.map((entry) => entry.meta.id)).toContain(other);
  });

  it("has a document with the parts that readers look for", () => {
    const path = join(root, id, "docs.md");
    expect(existsSync(path)).toBe(true);
    const text = readFileSync(path, "utf8");
    for (const heading of ["# ", "## Wrong", "## Right", "## When it does not apply", "## References"]) {
      expect(text).toContain(`${heading}`);
    }
  });
}

describe.each(rules.map((rule) => [rule.meta.id, rule] as const))("%s", (id, rule) => {
  const { meta } = rule;

  itHasFacts(id, meta);

  it("finds exactly what its bad examples mark", async () => {
    const examples = examplesOf(rule, "bad");
    expect(examples.length).toBeGreaterThan(0);
    for (const { name, path, text } of examples) {
      const result = await run(rule, path, text);
      expect(result.crashes).toEqual([]);
      expect(result.tree.problems).toEqual([]);
      const expected = expectationsIn(text);
      expect(expected.length, name).toBeGreaterThan(0);
      const found = result.findings.map((finding) => ({ line: lineAt(text, finding.start), message: finding.message }));
      found.sort((left, right) => left.line - right.line);
      const paired = found.map((finding, index) => {
        const wanted = expected[index];
        return { line: finding.line, message: wanted !== undefined && finding.message.includes(wanted.message) ? wanted.message : finding.message };
      });
      expect(paired, name).toEqual(expected);
      for (const finding of result.findings) {
        if (meta.confidence === "low") expect(finding.confidence).toBe("low");
        if (finding.confidence === "low") expect(finding.severity).not.toBe("error");
        expect(finding.message).toMatch(/\.$/);
        expect(finding.message).not.toMatch(/\n/);
        expect(finding.end).toBeGreaterThan(finding.start);
      }
    }
  });

  it.each(["good", "fixed"] as const)("is silent on its %s examples", async (kind) => {
    const examples = examplesOf(rule, kind);
    expect(examples.length).toBeGreaterThan(0);
    for (const { name, path, text } of examples) {
      const result = await run(rule, path, text);
      expect(result.crashes).toEqual([]);
      expect(result.tree.problems).toEqual([]);
      expect(result.findings.map((finding) => `${name}:${lineAt(text, finding.start)} ${finding.message}`)).toEqual([]);
    }
  });

  it("offers fixes that parse and leave nothing that they claim to mend", async () => {
    let fixes = 0;
    for (const { name, path, text } of examplesOf(rule, "bad")) {
      const { findings } = await run(rule, path, text);
      const withoutFix = findings.filter((finding) => finding.fix === undefined).length;
      fixes += findings.length - withoutFix;
      for (const { fix } of findings) if (fix?.safety === "unsafe") expect(meta.fixSafety).toBe("unsafe");
      const mended = await run(rule, path, applyFixes(text, findings));
      expect(mended.tree.problems, name).toEqual([]);
      expect(mended.findings.length, `${name}: ${mended.findings.map((finding) => finding.message).join(" ")}`).toBe(withoutFix);
    }
    expect(fixes > 0).toBe(meta.fixSafety !== undefined);
  });
});

/** `bad.limit-3.py` is judged with the limit 3. */
describe.each(functionRules.map((rule) => [rule.meta.id, rule] as const))("%s", (id, rule) => {
  itHasFacts(id, rule.meta);

  it.each(["bad", "good"])("finds exactly what its %s examples mark", async (kind) => {
    const names = readdirSync(join(root, id)).filter((name) => name.startsWith(`${kind}.`));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const text = readFileSync(join(root, id, name), "utf8");
      const language = languageOf(name)!;
      const tree = (await loadParser(language))(text, name);
      const limit = Number(/limit-(\d+)/.exec(name)![1]);
      const found = checkFunctions(tree, [{ rule, severity: undefined, limit }], { scopes: () => computeScopes(tree, language.scopeRules), lineOf: indexLines(tree.text).lineOf });
      expect(found.map((finding) => `${lineAt(text, finding.start)} ${finding.message}`), name).toEqual(expectationsIn(text).map(({ line, message }) => `${line} ${message}.`));
      expect(found.length > 0).toBe(kind === "bad");
    }
  });
});

/** `bad.project` holds the files of a small project, each below a line with its path. */
describe.each(projectRules.map((rule) => [rule.meta.id, rule] as const))("%s", (id, rule) => {
  itHasFacts(id, rule.meta);

  it.each(["bad", "good"])("finds exactly what its %s project marks", async (kind) => {
    const files = Object.fromEntries(
      readFileSync(join(root, id, `${kind}.project`), "utf8")
        .split(/^=== /m)
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)] as const),
    );
    const wanted = Object.entries(files).flatMap(([path, text]) => expectationsIn(text).map(({ line, message }) => `${path}:${line} ${message}`));
    const found = (await checkTexts(files, [rule])).map(({ path, at, message }) => `${path}:${at === "file" ? 1 : "line" in at ? at.line : lineAt(files[path]!, at.start)} ${message}`);
    expect(found.sort()).toEqual(wanted.sort());
    expect(found.length > 0).toBe(kind === "bad");
  });
});

it("lists every folder that holds a rule, sorted", () => {
  const folders = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name === "rule.ts" || entry.name === "rule.yaml")
    .map((entry) => entry.parentPath.slice(root.length).replace(/\\/g, "/"));
  expect(allRules.map((rule) => rule.meta.id).sort()).toEqual(folders.sort());
  for (const list of [rules, functionRules, projectRules]) expect(list.map((rule) => rule.meta.id)).toEqual(list.map((rule) => rule.meta.id).sort());
});
