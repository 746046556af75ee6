// Settings are found, read, checked and merged; every fault is told with its place.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSettings } from "../../../src/config/load-settings.ts";
import type { SettingsRequest } from "../../../src/config/load-settings.ts";
import { defaultSettings } from "../../../src/config/settings.ts";
import type { AssayError } from "../../../src/model/errors.ts";
import type { RuleMeta } from "../../../src/model/rule.ts";

const rule = (id: string, options: RuleMeta["options"] = {}): RuleMeta => ({
  id,
  title: id,
  description: id,
  languages: ["python"],
  category: "security",
  severity: "warning",
  confidence: "high",
  cwe: [],
  remediationMinutes: 5,
  options,
});

const knownRules = [
  rule("python/eval", { depth: { default: 3, description: "d" }, names: { default: ["a"], description: "n" } }),
  rule("python/shell"),
  rule("assay/parse-error"),
];

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "assay-settings-")));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function load(more: Partial<SettingsRequest> = {}) {
  return loadSettings({ root, startFolder: root, isTrusted: true, knownRules, ...more });
}

/** The message with the root taken out. */
async function fault(more: Partial<SettingsRequest> = {}): Promise<string> {
  try {
    await load(more);
  } catch (error) {
    const { code, message, nextStep } = error as AssayError;
    expect(nextStep).toBeTruthy();
    return `${code}: ${message.replaceAll(`${root}/`, "")}`;
  }
  return "no fault";
}

describe("finding", () => {
  it("is content with none", async () => {
    expect(await load()).toEqual(defaultSettings(root));
  });

  it.each<[string, string]>([
    [".assay.yaml", "failLevel: info"],
    [".assay.yml", "failLevel: info"],
    [".assay.json", '{"failLevel": "info"}'],
    ["package.json", '{"name": "x", "assay": {"failLevel": "info"}}'],
    ["assay.config.mjs", 'export default { failLevel: "info" };'],
    ["assay.config.ts", 'const level: string = "info";\nexport default { failLevel: level };'],
  ])("reads %s", async (name, content) => {
    write(name, content);
    expect(await load()).toEqual({ ...defaultSettings(root), failLevel: "info", sources: [join(root, name)] });
  });

  it("reads assay.config.js in a module package", async () => {
    write("package.json", '{"type": "module"}');
    write("assay.config.js", 'export default { failLevel: "info" };');
    expect(await load()).toMatchObject({ failLevel: "info" });
  });

  it("takes the nearest and stops at the root", async () => {
    write(".assay.yaml", "failLevel: info");
    write("a/.assay.yaml", "failLevel: never");
    write("a/b/c/x.py", "");
    write("a/b/package.json", '{"name": "assay"}');
    expect(await load({ startFolder: join(root, "a/b/c") })).toMatchObject({ failLevel: "never", folder: join(root, "a") });
    expect(await load({ startFolder: join(root, "a/b/c"), root: join(root, "a/b") })).toEqual(defaultSettings(join(root, "a/b")));
  });

  it("does not take another project's settings", async () => {
    write("here/.assay.yaml", "failLevel: info");
    write("there/x.py", "");
    expect(await load({ startFolder: join(root, "here"), root: join(root, "there") })).toEqual(defaultSettings(join(root, "there")));
    symlinkSync(join(root, "here"), join(root, "link"));
    expect(await load({ startFolder: join(root, "link"), root: join(root, "here") })).toMatchObject({ failLevel: "info" });
  });

  it("takes the named file, or none on demand", async () => {
    write(".assay.yaml", "failLevel: info");
    write("other/strict.yaml", "failLevel: never");
    expect(await load({ file: "other/strict.yaml" })).toMatchObject({ failLevel: "never", folder: join(root, "other") });
    expect(await load({ file: join(root, "other/strict.yaml"), root: join(root, "a") })).toMatchObject({ folder: join(root, "a") });
    expect(await load({ isSwitchedOff: true })).toEqual(defaultSettings(root));
    expect(await fault({ file: "none.yaml" })).toBe("config-unreadable: There is no settings file none.yaml.");
  });

  it("refuses two in one folder", async () => {
    write(".assay.yaml", "");
    write(".assay.json", "{}");
    expect(await fault()).toMatch(/^config-invalid: Several settings files speak for .*: \.assay\.yaml, \.assay\.json\.$/);
  });

  it("is content with an empty file", async () => {
    write(".assay.yaml", "# nothing yet\n");
    expect(await load()).toEqual({ ...defaultSettings(root), sources: [join(root, ".assay.yaml")] });
  });

  it("does not mind a broken package.json", async () => {
    write("package.json", '{"assay": ');
    expect(await load()).toEqual(defaultSettings(root));
  });
});

describe("reading", () => {
  it("understands every key", async () => {
    write(
      ".assay.yaml",
      [
        "exclude: [vendor/, '*.min.js']",
        "maxFileSize: 2MB",
        "timeout: 500ms",
        "jobs: 3",
        "maxWarnings: 0",
        "failLevel: warning",
        "reportUnusedSuppressions: false",
        "baseline: known.json",
        "gate:",
        "  against: origin/main",
        "  coverage: lcov.info",
        "  conditions: [{ metric: findings, severity: error, atMost: 1 }, { metric: security-rating, on: all, atLeast: B }]",
        "rules:",
        "  python/eval: { severity: error, options: { depth: 5, names: [x] } }",
        "  '*': info",
        "overrides:",
        "  - files: tests/**",
        "    excludeFiles: [tests/security/**]",
        "    rules: { python/shell: off, assay/parse-error: off }",
        "  - files: [generated/**]",
        "    excludeFiles: generated/kept/**",
        "    exclude: true",
      ].join("\n"),
    );
    expect(await load()).toEqual({
      folder: root,
      sources: [join(root, ".assay.yaml")],
      exclusions: [
        { files: ["vendor/", "*.min.js"], excludedFiles: [] },
        { files: ["generated/**"], excludedFiles: ["generated/kept/**"] },
      ],
      maxFileSizeBytes: 2 * 1024 * 1024,
      timeoutMs: 500,
      jobs: 3,
      baseline: "known.json",
      plugins: [],
      gate: {
        against: "origin/main",
        coverage: ["lcov.info"],
        conditions: [
          { metric: "findings", on: "new", severity: "error", threshold: 1 },
          { metric: "security-rating", on: "all", threshold: "B" },
        ],
      },
      maxWarnings: 0,
      failLevel: "warning",
      reportUnusedSuppressions: false,
      layers: [
        { excludedFiles: [], rules: [["*", { level: "info", options: {} }], ["python/eval", { level: "error", options: { depth: 5, names: ["x"] } }]] },
        {
          files: ["tests/**"],
          excludedFiles: ["tests/security/**"],
          rules: [["python/shell", { level: "off", options: {} }], ["assay/parse-error", { level: "off", options: {} }]],
        },
      ],
    });
  });

  it("merges what it extends, the later file winning", async () => {
    write("shared/base.yaml", "failLevel: info\njobs: 2\nexclude: a/\nrules: { python/eval: off }");
    write("shared/more.json", '{"failLevel": "warning", "extends": "base.yaml"}');
    write(".assay.yaml", "extends: [shared/more.json]\nexclude: [b/]\nrules: { python/eval: error }");
    const settings = await load();
    expect(settings).toMatchObject({ folder: root, failLevel: "warning", jobs: 2, exclusions: [{ files: ["a/"] }, { files: ["b/"] }] });
    expect(settings.sources.map((file) => file.slice(root.length + 1))).toEqual([".assay.yaml", "shared/more.json", "shared/base.yaml"]);
    expect(settings.layers.map((layer) => layer.rules[0]![1].level)).toEqual(["off", "error"]);
  });

  it("takes a file that two others extend twice without calling it a circle", async () => {
    write("base.yaml", "jobs: 2");
    write("a.yaml", "extends: base.yaml");
    write("b.yaml", "extends: base.yaml");
    write(".assay.yaml", "extends: [a.yaml, b.yaml]");
    expect(await load()).toMatchObject({ jobs: 2 });
  });
});

describe("faults", () => {
  it.each<[string, string, string]>([
    ["an unknown key", "exclud: [a]\n", '.assay.yaml:1:1: exclud: unknown key; did you mean `exclude`?'],
    ["a key like no other", "zzz: 1\n", ".assay.yaml:1:1: zzz: unknown key; known are $schema, extends, exclude, plugins, rules, overrides, failLevel, maxWarnings, maxFileSize, timeout, jobs, baseline, gate, reportUnusedSuppressions"],
    ["a wrong level", "rules:\n  python/eval: fatal\n", '.assay.yaml:2:16: rules["python/eval"]: must be one of off, on, info, warning, error, or an object with severity and options.'],
    ["a wrong severity", "rules:\n  python/eval:\n    severity: high\n", '.assay.yaml:3:15: rules["python/eval"].severity: must be one of off, on, info, warning, error.'],
    ["an unknown rule key", "rules:\n  python/eval: { level: error }\n", '.assay.yaml:2:18: rules["python/eval"].level: unknown key; known are severity, options'],
    ["an unknown rule", "rules:\n  python/evil: off\n", '.assay.yaml:2:3: rules["python/evil"]: unknown rule; did you mean `python/eval`?'],
    ["a rule without its language", "rules: { shell: off }\n", ".assay.yaml:1:10: rules.shell: unknown rule; did you mean `python/shell`?"],
    ["an unknown group", "rules: { 'cobol/*': off }\n", '.assay.yaml:1:10: rules["cobol/*"]: unknown rule; `assay rules list` shows the known ones.'],
    ["options of a group", "rules: { 'python/*': { options: { a: 1 } } }\n", '.assay.yaml:1:24: rules["python/*"].options: options belong to one rule, not to a group.'],
    ["an unknown option", "rules:\n  python/eval:\n    options: { depht: 1 }\n", '.assay.yaml:3:16: rules["python/eval"].options.depht: unknown option; did you mean `depth`?'],
    ["an option of a rule without any", "rules: { python/shell: { options: { a: 1 } } }", '.assay.yaml:1:37: rules["python/shell"].options.a: unknown option; this rule has none.'],
    ["an option of another type", "rules: { python/eval: { options: { depth: deep } } }", '.assay.yaml:1:43: rules["python/eval"].options.depth: must be a number, as its default 3 is.'],
    ["an inherited name as an option", "rules: { python/eval: { options: { toString: 1 } } }", '.assay.yaml:1:36: rules["python/eval"].options.toString: unknown option; known are depth, names.'],
    ["in overrides", "overrides:\n  - files: a\n    rules: { python/evil: off }\n", '.assay.yaml:3:14: overrides[0].rules["python/evil"]: unknown rule; did you mean `python/eval`?'],
    ["an unknown key in overrides", "overrides:\n  - files: a\n    rule: {}\n", ".assay.yaml:3:5: overrides[0].rule: unknown key; did you mean `rules`?"],
    ["overrides without files", "overrides:\n  - rules: {}\n", ".assay.yaml:2:5: overrides[0].files: must be a glob or a list of globs."],
    ["a negative size", "maxFileSize: -1\n", ".assay.yaml:1:14: maxFileSize: must be a size such as 512KB or 1MB (a bare number is bytes)."],
    ["a size in words", "maxFileSize: big\n", ".assay.yaml:1:14: maxFileSize: must be a size such as 512KB or 1MB (a bare number is bytes)."],
    ["no time at all", "timeout: 0\n", ".assay.yaml:1:10: timeout: must be a duration such as 500ms, 5s or 2m (a bare number is seconds)."],
    ["jobs of another kind", "jobs: all\n", ".assay.yaml:1:7: jobs: Invalid input: expected number, received string"],
    ["half a job", "jobs: 1.5\n", ".assay.yaml:1:7: jobs: Invalid input: expected int, received number"],
    ["a glob that YAML takes for an alias", "overrides:\n  - files: *.ts\n", ".assay.yaml:2:12: `*.ts` names an anchor that is not set before it; text that begins with an asterisk stands in quotes"],
    ["a negated glob", "exclude: ['!a']\n", ".assay.yaml:1:11: exclude[0]: a glob must not start with `!`: name what is meant, and exceptions under `excludeFiles`."],
    ["a glob that climbs", "exclude: ../x\n", ".assay.yaml:1:10: exclude: a glob must not leave the settings file's folder."],
    ["a glob with backslashes", "exclude: 'a\\b'\n", ".assay.yaml:1:10: exclude: a glob must use forward slashes."],
    ["a glob of thousands", `exclude: '${"{a,b}".repeat(9)}'\n`, ".assay.yaml:1:10: exclude: a glob must not stand for more than 64 alternatives."],
    ["an open bracket", "exclude: 'a[b'\n", ".assay.yaml:1:10: exclude: a glob must close its brackets."],
    ["an unknown kind of glob", "exclude: '*(a|b)'\n", ".assay.yaml:1:10: exclude: a glob must not hold `?(…)`, `*(…)`, `+(…)` or `!(…)`; `{a,b}` and `@(a|b)` are known."],
    ["a list", "- a\n", ".assay.yaml:1:1: Invalid input: expected object, received array"],
    ["broken YAML", "rules:\n  a: [1\n", ".assay.yaml:3:1: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ["a key twice", "jobs: 1\njobs: 2\n", ".assay.yaml:2:1: Map keys must be unique"],
    ["several", "jobs: x\nmaxFileSize: y\n", ".assay.yaml:1:7: jobs: Invalid input: expected number, received string\n.assay.yaml:2:14: maxFileSize: must be a size such as 512KB or 1MB (a bare number is bytes)."],
  ])("tells %s", async (_name, content, message) => {
    write(".assay.yaml", content);
    expect(await fault()).toBe(`config-invalid: ${message}`);
  });

  it.each<[string, string, string]>([
    [".assay.json", '{\n\t"jobs": "x"\n}', ".assay.json:2:10: jobs: Invalid input: expected number, received string"],
    [".assay.json", '{\n  "jobs": 1,\n}', ".assay.json:3:1: Expected double-quoted property name"],
    [".assay.json", '{"jobs": 1', ".assay.json:1:11: Expected ',' or '}' after property value"],
    [".assay.json", "jobs: 1", ".assay.json:1:1: Unexpected token 'j', \"jobs: 1\" is not valid JSON"],
    ["package.json", '{\n  "assay": { "job": 1 } }', "package.json:2:14: job: unknown key; did you mean `jobs`?"],
    ["assay.config.mjs", "export default { job: 1 }", "assay.config.mjs: job: unknown key; did you mean `jobs`?"],
    ["assay.config.mjs", "export const x = 1", "assay.config.mjs has no default export."],
  ])("tells the place in %s: %j", async (name, content, message) => {
    write(name, content);
    expect(await fault()).toBe(`config-invalid: ${message}`);
  });

  it("tells of a program that fails", async () => {
    write("assay.config.mjs", "throw new Error('no luck')");
    expect(await fault()).toBe("config-unreadable: assay.config.mjs could not be run: no luck");
  });

  it("ends a bomb of aliases", async () => {
    const levels = "bcdefghij".split("").map((name, index) => `${name}: &${name} [${`*${"abcdefghij"[index]},`.repeat(9)}]`);
    write(".assay.yaml", `a: &a [x,x,x,x,x,x,x,x,x]\n${levels.join("\n")}\n`);
    expect(await fault()).toMatch(/^config-invalid: \.assay\.yaml:1:1: /);
  });

  it("refuses an enormous file", async () => {
    write(".assay.yaml", "#".repeat(1024 * 1024 + 1));
    expect(await fault()).toMatch(/^config-unreadable: .*1048577 bytes/);
  });

  it("refuses other endings", async () => {
    write("settings.toml", "");
    expect(await fault({ file: "settings.toml" })).toBe("config-invalid: settings.toml: settings files end in .yaml, .yml, .json, .ts, .mjs or .js.");
  });

  it("tells of a folder in the place of the file", async () => {
    mkdirSync(join(root, ".assay.yaml"));
    expect(await fault()).toMatch(/^config-unreadable: /);
  });

  it("does not wait for a pipe", { timeout: 5_000 }, async () => {
    execFileSync("mkfifo", [join(root, "package.json"), join(root, ".assay.yaml")]);
    expect(await fault()).toMatch(/^config-unreadable: .*not a regular file/);
  });

  it("finds circles", async () => {
    write("a.yaml", "extends: .assay.yaml");
    write(".assay.yaml", "extends: a.yaml");
    expect(await fault()).toBe("config-invalid: Settings extend each other in a circle: .assay.yaml → a.yaml → .assay.yaml.");
  });

  it("tells where a missing base is named", async () => {
    write(".assay.yaml", "extends:\n  - none.yaml");
    expect(await fault()).toBe("config-unreadable: .assay.yaml:2:5: extends: there is no file none.yaml.");
  });

  it("does not check rules where they are not known", async () => {
    write(".assay.yaml", "rules: { other/rule: off }");
    expect(await loadSettings({ root, startFolder: root, isTrusted: true })).toMatchObject({ layers: [{ rules: [["other/rule", { level: "off" }]] }] });
  });
});

describe("untrusted projects", () => {
  it.each(["assay.config.ts", "assay.config.mjs", "assay.config.js"])("may not run %s", async (name) => {
    write(name, "globalThis.hasRun = true; export default {};");
    expect(await fault({ isTrusted: false })).toBe(`config-invalid: ${name} is a program, and settings of untrusted projects must be data.`);
    expect(globalThis).not.toHaveProperty("hasRun");
  });

  it("may not extend a program, or leave the root, also through a link", async () => {
    write("program.mjs", "globalThis.hasRun = true; export default {};");
    write(".assay.yaml", "extends: program.mjs");
    expect(await fault({ isTrusted: false })).toMatch(/^config-invalid: program\.mjs is a program/);
    write(".assay.yaml", "extends: /etc/hostname");
    expect(await fault({ isTrusted: false })).toMatch(/^path-outside-root: \/etc\/hostname lies outside/);
    symlinkSync("/etc/hostname", join(root, "inside.yaml"));
    write(".assay.yaml", "extends: inside.yaml");
    expect(await fault({ isTrusted: false })).toMatch(/^path-outside-root: inside\.yaml lies outside/);
  });

  it("may have data", async () => {
    write(".assay.yaml", "extends: base.json");
    write("base.json", '{"jobs": 2}');
    expect(await load({ isTrusted: false })).toMatchObject({ jobs: 2 });
  });
});
