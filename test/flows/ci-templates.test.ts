// The steps of the GitHub Action, of the GitLab template and of what init writes, run here as their CI runs them.

import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Sandbox, makeSandbox, projectRoot } from "../support/command-line.ts";

const flaw = 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n\n\nrun("x")\n';
const clean = "def add(a, b):\n    return a + b\n\n\nprint(add(1, 2))\n";

let box: Sandbox;
beforeEach(() => {
  box = makeSandbox({ "a.py": clean });
  box.git("init", "-q", "-b", "main");
  box.git("add", "-A");
  box.git("commit", "-q", "-m", "x");
  box.git("switch", "-q", "-c", "topic");
});
afterEach(() => box.remove());

type Ran = { readonly code: number | null; readonly out: string };

/** Each script in a shell of its own, as long as they succeed. */
function runSteps(steps: readonly { readonly run: string; readonly env?: Readonly<Record<string, string>> }[], environment: Readonly<Record<string, string>>): Ran {
  let out = "";
  for (const { run, env = {} } of steps) {
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], { cwd: box.folder, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", HOME: dirname(box.folder), LANG: "C.UTF-8", CI: "true", ...environment, ...env } });
    out += stdout + stderr;
    if (status !== 0) return { code: status, out };
  }
  return { code: 0, out };
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly run: string; readonly env?: Readonly<Record<string, string>> }[] };
}

function runAction(given: Readonly<Record<string, string>> = {}): Ran {
  const { inputs, runs } = parse(readFileSync(join(projectRoot, "action.yml"), "utf8")) as Action;
  const fill = (text: string): string => text.replaceAll(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => given[name] ?? inputs[name]!.default);
  const steps = runs.steps.map(({ run, env = {} }) => ({ run, env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])) }));
  return runSteps(steps, { GITHUB_ACTION_PATH: projectRoot });
}

function runTemplate(): Ran {
  const { assay } = parse(readFileSync(join(projectRoot, "templates", "assay.gitlab-ci.yml"), "utf8")) as { assay: { before_script: string[]; script: string[] } };
  return runSteps([{ run: [...assay.before_script, ...assay.script].join("\n") }], { ASSAY_FOLDER: projectRoot });
}

/** What init writes calls `assay` by name, once it was installed. */
function runWritten(step: "github" | "gitlab", file: string): Ran {
  box.assay(["init", step, "--yes", "--source", "https://git.example/assay.git", "--rev", "v1"]);
  const written = parse(readFileSync(box.path(file), "utf8")) as { jobs?: { gate: { steps: { run?: string }[] } }; assay?: { script: string[] } };
  const scripts = (written.jobs?.gate.steps.flatMap(({ run }) => run ?? []) ?? written.assay!.script).filter((script) => !script.startsWith("npm install"));
  const bin = join(dirname(box.folder), "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "assay"), `#!/bin/sh\nexec node "${join(projectRoot, "dist", "assay.js")}" "$@"\n`);
  chmodSync(join(bin, "assay"), 0o755);
  return runSteps(scripts.map((run) => ({ run })), { PATH: `${bin}:${process.env["PATH"]}` });
}

describe.each([
  ["the GitHub Action", (): Ran => runAction(), /::error file=b\.py,line=5/, ["assay.sarif"]],
  ["the GitLab template", runTemplate, /The gate failed: new findings of medium or high confidence: 1/, ["gl-code-quality.json", "gl-sast-report.json"]],
  ["the workflow that init writes", (): Ran => runWritten("github", ".github/workflows/assay.yml"), /::error file=b\.py,line=5/, ["assay.sarif"]],
  ["the job that init writes", (): Ran => runWritten("gitlab", ".gitlab-ci.yml"), /The gate failed: new findings of medium or high confidence: 1/, ["gl-code-quality.json", "gl-sast-report.json"]],
])("%s", (_name, run, told, files) => {
  it("passes a change that brings nothing", () => {
    box.write("b.py", clean);
    expect(run()).toMatchObject({ code: 0 });
  });

  it("fails one that brings a flaw, and writes its reports", () => {
    box.write("b.py", flaw);
    expect(run()).toMatchObject({ code: 1, out: expect.stringMatching(told) });
    for (const file of files) expect(readFileSync(box.path(file), "utf8")).toContain("python/command-injection");
  });
});

describe("the GitHub Action", () => {
  it("takes arguments as words, never as a script", () => {
    box.write("b.py", flaw);
    expect(runAction({ arguments: "--exit-zero --quiet" })).toMatchObject({ code: 0 });
    expect(runAction({ arguments: "--exit-zero; touch stolen $(touch stolen)" }).code).not.toBe(0);
    expect(box.git("status", "--porcelain", "--untracked-files=all")).not.toContain("stolen");
  });
});
