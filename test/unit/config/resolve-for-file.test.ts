// Each file gets the rules, severities and options that the layers of settings give it.

import { describe, expect, it } from "vitest";
import { compileGlobs } from "../../../src/config/globs.ts";
import { nearestName } from "../../../src/config/nearest-name.ts";
import { createSettingsResolver } from "../../../src/config/resolve-for-file.ts";
import { defaultSettings } from "../../../src/config/settings.ts";
import type { Settings, SettingsLayer } from "../../../src/config/settings.ts";
import type { RuleMeta } from "../../../src/model/rule.ts";

const rule = (id: string, more: Partial<RuleMeta> = {}): RuleMeta => ({
  id,
  title: id,
  description: id,
  languages: ["python"],
  category: "security",
  severity: "warning",
  confidence: "high",
  cwe: [],
  remediationMinutes: 5,
  ...more,
});

const rules = [
  rule("python/eval", { options: { depth: { default: 3, description: "" } } }),
  rule("python/quiet", { isOnByDefault: false }),
  rule("javascript/danger", { severity: "error" }),
];

const layer = (settings: Record<string, string | { level?: string; options?: Record<string, number> }>, files?: string[], excludedFiles: string[] = []): SettingsLayer => ({
  ...(files === undefined ? {} : { files }),
  excludedFiles,
  rules: Object.entries(settings).map(([key, value]) => [key, (typeof value === "string" ? { level: value, options: {} } : { options: {}, ...value }) as SettingsLayer["rules"][number][1]]),
});

function resolve(layers: SettingsLayer[], path = "a.py", more: Partial<Settings> = {}, root = "/r"): string[] {
  const settings = { ...defaultSettings("/r"), layers, ...more };
  return createSettingsResolver(settings, rules, root)
    .resolveForFile(path)
    .rules.map((entry) => [entry.ruleId, entry.severity, ...Object.entries(entry.options).map(([name, value]) => `${name}=${String(value)}`), ...(entry.hasOwnSeverity ? ["!"] : [])].join(" "));
}

describe("resolveForFile", () => {
  it.each<[string, SettingsLayer[], string, string[]]>([
    ["no settings", [], "a.py", ["python/eval warning depth=3", "javascript/danger error"]],
    ["a rule off", [layer({ "python/eval": "off" })], "a.py", ["javascript/danger error"]],
    ["another severity", [layer({ "python/eval": "info" })], "a.py", ["python/eval info depth=3 !", "javascript/danger error"]],
    ["a quiet rule on", [layer({ "python/quiet": "on" })], "a.py", ["python/eval warning depth=3", "python/quiet warning", "javascript/danger error"]],
    ["a quiet rule on by its severity", [layer({ "python/quiet": "info" })], "a.py", ["python/eval warning depth=3", "python/quiet info !", "javascript/danger error"]],
    ["a group leaves quiet rules quiet", [layer({ "*": "info" })], "a.py", ["python/eval info depth=3 !", "javascript/danger info !"]],
    ["all off but one language", [layer({ "*": "off", "python/*": "error" })], "a.py", ["python/eval error depth=3 !"]],
    ["all off but one rule", [layer({ "*": "off", "python/eval": "on" })], "a.py", ["python/eval warning depth=3"]],
    ["an option", [layer({ "python/eval": { options: { depth: 9 } } })], "a.py", ["python/eval warning depth=9", "javascript/danger error"]],
    ["a later layer wins", [layer({ "python/eval": "off" }), layer({ "python/eval": "error" }, ["*.py"])], "x/a.py", ["python/eval error depth=3 !", "javascript/danger error"]],
    ["a layer for other files", [layer({ "python/eval": "off" }, ["tests/**"])], "a.py", ["python/eval warning depth=3", "javascript/danger error"]],
    ["a layer for this file", [layer({ "python/eval": "off" }, ["tests/**"])], "tests/x/a.py", ["javascript/danger error"]],
    ["a layer that leaves this file alone", [layer({ "python/eval": "off" }, ["tests/**"], ["tests/x/**"])], "tests/x/a.py", ["python/eval warning depth=3", "javascript/danger error"]],
  ])("%s", (_name, layers, path, expected) => {
    expect(resolve(layers, path)).toEqual(expected);
  });

  it("counts globs from the settings' folder", () => {
    const layers = [layer({ "*": "off" }, ["src/*.py"])];
    expect(resolve(layers, "app/src/a.py", { folder: "/r/app" })).toEqual([]);
    expect(resolve(layers, "src/a.py", { folder: "/r/app" })).toHaveLength(2);
    expect(resolve(layers, "other/src/a.py", { folder: "/r/app" })).toHaveLength(2);
    expect(resolve([layer({ "*": "off" }, ["app/src/*.py"])], "src/a.py", { folder: "/r" }, "/r/app")).toEqual([]);
  });

  it("excludes by glob", () => {
    const resolver = createSettingsResolver({ ...defaultSettings("/r/app"), exclusions: [{ files: ["gen", "*.min.js"], excludedFiles: ["gen/kept"] }] }, rules, "/r");
    const paths = ["app/gen/a.py", "app/gen/kept/a.py", "app/x/gen/a.py", "gen/a.py", "app/lib/a.min.js", "app/gen.py"];
    expect(paths.filter(resolver.isExcluded)).toEqual(["app/gen/a.py", "app/x/gen/a.py", "app/lib/a.min.js"]);
  });

  it("shares one record among files under the same settings, and keys it by what it says", () => {
    const make = () => createSettingsResolver({ ...defaultSettings("/r"), layers: [layer({ "python/eval": "off" }, ["tests/**"])] }, rules, "/r");
    const resolver = make();
    expect(resolver.resolveForFile("a.py")).toBe(resolver.resolveForFile("b/c.py"));
    expect(resolver.resolveForFile("a.py").key).toBe(make().resolveForFile("z.py").key);
    expect(resolver.resolveForFile("a.py").key).not.toBe(resolver.resolveForFile("tests/a.py").key);
    expect(resolver.resolveForFile("a.py").key).toBe(createSettingsResolver(defaultSettings("/q"), rules, "/q").resolveForFile("a.py").key);
  });

  it("takes a hundred thousand files quickly", { timeout: 10_000 }, () => {
    const layers = Array.from({ length: 5 }, (_, index) => layer({ "*": "info" }, [`src/${index}/**/*.py`]));
    const resolver = createSettingsResolver({ ...defaultSettings("/r"), layers }, rules, "/r");
    for (let index = 0; index < 100_000; index++) resolver.resolveForFile(`src/${index % 7}/a/b/c/file-${index}.py`);
  });
});

describe("compileGlobs", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["*.py", ["a.py", "x/y/a.py", "x/.a.py"], ["a.pyc", "a.py.txt"]],
    ["tests", ["tests/a.py", "x/tests/y/a.py", "tests"], ["mytests/a.py", "tests.py"]],
    ["tests/", ["tests/a.py", "x/tests/a.py"], ["tests.py"]],
    ["/tests", ["tests/a.py"], ["x/tests/a.py"]],
    ["./src/a.py", ["src/a.py"], ["x/src/a.py"]],
    ["src/*.py", ["src/a.py"], ["src/x/a.py", "x/src/a.py"]],
    ["src/**", ["src/a.py", "src/x/y.py"], ["srcs/a.py"]],
    ["**/gen/*.{js,ts}", ["gen/a.js", "x/gen/b.ts"], ["gen/a.py", "gen/x/a.js"]],
    ["a[bc].py", ["ab.py"], ["ad.py", "abc.py"]],
    ["{a,b{c,d}}.py", ["a.py", "bc.py", "x/bd.py"], ["b.py", "{a}.py"]],
    ["a{b}.py", ["a{b}.py"], ["ab.py"]],
    ["a**b.py", ["ab.py", "axxb.py"], ["a/b.py"]],
    ["**/*.test.*.*", ["a.test.x.y", "b/a.test.c.d"], ["a.test.x"]],
    ["src/**/test_*.py", ["src/test_a.py", "src/x/y/test_b.py"], ["src/x/a_test.py", "x/src/test_a.py"]],
    ["**", ["a.py", "x/y.py"], []],
    ["?.py", ["a.py", "x/é.py"], ["ab.py", ".py"]],
    ["[!a]x.py", ["bx.py"], ["ax.py", "/x.py"]],
    ["@(a|b)/x.py", ["a/x.py", "b/x.py"], ["c/x.py"]],
    [".", ["a.py", "x/.y/a.py"], []],
    ["ä b/**", ["ä b/x.py"], ["a b/x.py"]],
  ])("%s", (glob, matching, others) => {
    const matches = compileGlobs([glob]);
    expect([...matching, ...others].filter((path) => matches(path))).toEqual(matching);
  });
});

it("bounds the work of any glob", { timeout: 5_000 }, () => {
  const names = ["a".repeat(250), "a/".repeat(2_000), `${"a".repeat(250)}/`.repeat(16)];
  for (const glob of ["*a".repeat(200), "**/a/".repeat(80), "?*".repeat(200), `**/${"*a".repeat(200)}`, "a*b/**/".repeat(60)]) {
    const matches = compileGlobs([`${glob}c`]);
    for (const name of names) expect(matches(`${name}d`)).toBe(false);
  }
});

describe("nearestName", () => {
  it.each<[string, string | undefined]>([
    ["exlude", "exclude"],
    ["EXCLUDE", "exclude"],
    ["faillevel", "failLevel"],
    ["completely-else", undefined],
    ["", undefined],
    ["x".repeat(10_000), undefined],
  ])("%s → %s", (name, expected) => {
    expect(nearestName(name.slice(0, 10_000), ["exclude", "failLevel", "rules/x"])).toBe(expected);
  });
});
