// `assay init` adds to what a project has, overwrites nothing, and takes itself back.

import { existsSync, readFileSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

let box: Sandbox;
beforeEach(() => {
  box = makeSandbox();
  box.git("init", "-q", "-b", "main");
});
afterEach(() => box.remove());

const read = (path: string): string => readFileSync(box.path(path), "utf8");
const init = (...words: string[]): ReturnType<Sandbox["assay"]> => box.assay(["init", "--source", "https://git.example/assay.git", "--rev", "v1", ...words]);

/** Each step: its file, what may be in it before, and what must be in it afterwards, read as its reader reads it. */
const steps: readonly (readonly [step: string, path: string, before: string | undefined, check: (text: string) => unknown, expected: unknown])[] = [
  ["settings", ".assay.yaml", undefined, (text) => (parse(text) as { failLevel: string }).failLevel, "error"],
  ["pre-commit", ".pre-commit-config.yaml", undefined, parse, { repos: [{ repo: "https://git.example/assay.git", rev: "v1", hooks: [{ id: "assay" }] }] }],
  ["pre-commit", ".pre-commit-config.yaml", "# ours\ndefault_stages: [pre-commit]\nrepos:\n- repo: a\n  rev: b\n  hooks:\n  - id: c", (text) => [text.startsWith("# ours\n"), (parse(text) as { repos: { repo: string }[] }).repos.map(({ repo }) => repo)], [true, ["a", "https://git.example/assay.git"]]],
  ["husky", ".husky/pre-commit", undefined, (text) => text, expect.stringMatching(/^node \S+assay\.js check --staged\n$/)],
  ["husky", ".husky/pre-commit", "npm test", (text) => text, expect.stringMatching(/^npm test\nnode \S+assay\.js check --staged\n$/)],
  ["lefthook", "lefthook.yml", undefined, parse, { "pre-commit": { commands: { assay: { run: expect.stringMatching(/check --staged$/) } } } }],
  ["lefthook", "lefthook.yml", "pre-push:\n  commands: {}\n", parse, { "pre-push": { commands: {} }, "pre-commit": { commands: { assay: { run: expect.stringMatching(/check --staged$/) } } } }],
  ["github", ".github/workflows/assay.yml", undefined, (text) => (parse(text) as { jobs: { gate: { steps: { run?: string }[] } } }).jobs.gate.steps.flatMap(({ run }) => run ?? []), ["npm install --global --install-links 'git+https://git.example/assay.git#v1'", expect.stringMatching(/^assay gate /)]],
  ["gitlab", ".gitlab-ci.yml", undefined, parse, { assay: expect.objectContaining({ script: [expect.stringMatching(/ --output gitlab-quality=gl-code-quality\.json --output gitlab-sast=gl-sast-report\.json$/)], artifacts: { when: "always", reports: { codequality: "gl-code-quality.json", sast: "gl-sast-report.json" } } }) }],
  ["gitlab", ".gitlab-ci.yml", "stages: [test]\nunit:\n  script: [make]\n", (text) => Object.keys(parse(text) as object), ["stages", "unit", "assay"]],
  ["claude", ".mcp.json", undefined, JSON.parse, { mcpServers: { assay: { type: "stdio", command: "node", args: [expect.stringMatching(/assay\.js$/), "mcp"] } } }],
  ["claude", ".mcp.json", '{\n    "mcpServers": {\n        "other": { "command": "x" }\n    }\n}\n', (text) => [Object.keys((JSON.parse(text) as { mcpServers: object }).mcpServers), text.includes('\n    "mcpServers"')], [["other", "assay"], true]],
  ["cursor", ".cursor/mcp.json", undefined, (text) => Object.keys((JSON.parse(text) as { mcpServers: object }).mcpServers), ["assay"]],
  ["vscode", ".vscode/mcp.json", undefined, (text) => Object.keys((JSON.parse(text) as { servers: object }).servers), ["assay"]],
];

describe.each(steps)("init %s in %s over %j", (step, path, before, check, expected) => {
  beforeEach(() => {
    if (before !== undefined) box.write(path, before);
  });
  const now = (): string | undefined => (existsSync(box.path(path)) ? read(path) : undefined);

  it("shows what it would write, and writes nothing", () => {
    const shown = init(step);
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining(`+++ b/${path}`), err: expect.stringContaining("Nothing was written") });
    expect(now()).toBe(before);
  });

  it("writes it, once, and takes it back", () => {
    expect(init(step, "--yes")).toMatchObject({ code: 0, err: expect.stringContaining(`Wrote ${path}`) });
    expect(check(read(path))).toEqual(expected);
    const written = read(path);
    expect(init(step, "--yes")).toMatchObject({ code: 0, out: "", err: expect.stringContaining("Nothing to write") });
    expect(read(path)).toBe(written);
    expect(box.assay(["init", "--undo"]).code).toBe(0);
    expect(now()).toBe(before);
    expect(box.git("status", "--porcelain", "--untracked-files=all")).toBe(before === undefined ? "" : `?? ${path}\n`);
  });

  it("leaves what was changed since when it is taken back", () => {
    init(step, "--yes");
    const changed = `${read(path)}\n`;
    box.write(path, changed);
    expect(box.assay(["init", "--undo"]).err).toContain(`${path}: changed since and left`);
    expect(read(path)).toBe(changed);
  });
});

describe("init", () => {
  it.each([
    ["pre-commit", ".pre-commit-config.yaml", "repos: []\n"],
    ["pre-commit", ".pre-commit-config.yaml", "repos:\n  - repo: a\nfail_fast: true\n"],
    ["pre-commit", ".pre-commit-config.yaml", "repos: [\n"],
    ["lefthook", "lefthook.yml", "pre-commit:\n  parallel: true\n"],
    ["claude", ".mcp.json", '{ // ours\n "mcpServers": {} }\n'],
    ["vscode", ".vscode/mcp.json", '{"servers": []}\n'],
  ])("says what to add by hand to %s where it cannot do so safely", (step, path, before) => {
    box.write(path, before);
    expect(init(step, "--yes")).toMatchObject({ code: 0, out: "", err: expect.stringMatching(/was not touched\. Add [^]*assay/) });
    expect(read(path)).toBe(before);
  });

  it("takes what the project already uses where nothing is named", () => {
    box.write(".husky/pre-commit", "npm test\n");
    box.write(".github/dependabot.yml", "version: 2\n");
    expect(init("--yes").err).toContain("Wrote .assay.yaml, .husky/pre-commit, .github/workflows/assay.yml.");
    expect(statSync(box.path(".husky/pre-commit")).mode & 0o111).not.toBe(0);
  });

  it("calls the project's own program where it has one", () => {
    box.write("node_modules/.bin/assay", "");
    init("husky", "--yes");
    expect(read(".husky/pre-commit")).toBe("npx --no-install assay check --staged\n");
  });

  it("refuses a name that it does not know, and an undo of nothing", () => {
    expect(init("everything")).toMatchObject({ code: 2, err: expect.stringContaining("pre-commit, husky, lefthook") });
    expect(box.assay(["init", "--undo"])).toMatchObject({ code: 2, err: expect.stringContaining("nothing to undo") });
  });
});
