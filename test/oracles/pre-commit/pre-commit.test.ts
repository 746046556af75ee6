// The real pre-commit, which installs our hook from a clone by its own mechanism: each situation passes and fails as it should.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const preCommit = join(process.env["ASSAY_TEST_CACHE"] ?? resolve(".cache"), "oracle-venv", "bin", "pre-commit");
const installTimeoutMs = 600_000;
const flaw = 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n';
const other = "import hashlib\n\n\ndef digest(password):\n    return hashlib.md5(password).hexdigest()\n";
const clean = "def add(a, b):\n    return a + b\n";

let base = "";
let hooks = "";
let project = "";
let environment: NodeJS.ProcessEnv = {};

/** Our repository as it lies here, committed: what a user's pre-commit clones. */
function commitHooks(): string {
  hooks = join(base, "assay");
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }).split("\0").filter((file) => file !== "");
  for (const file of files) cpSync(join(root, file), join(hooks, file), { recursive: false });
  gitIn(hooks, "init", "-q", "-b", "main");
  gitIn(hooks, "add", "-A", "-f");
  gitIn(hooks, "commit", "-q", "-m", "x", "--no-verify");
  return gitIn(hooks, "rev-parse", "HEAD").trim();
}

function gitIn(cwd: string, ...words: string[]): string {
  return execFileSync("git", words, { cwd, encoding: "utf8", env: environment, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
}

const git = (...words: string[]): string => gitIn(project, ...words);

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** Commits without asking the hook. */
function settle(): void {
  git("add", "-A");
  git("commit", "-q", "-m", "x", "--no-verify");
}

function run(command: string, ...words: string[]): { passed: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: project, env: environment, encoding: "utf8", maxBuffer: 1 << 28 });
  return { passed: status === 0, output: stdout + stderr };
}

/** A commit, which the installed hook lets through or stops. */
const commit = (): ReturnType<typeof run> => run("git", "commit", "-m", "x");

let config = "";
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "assay-pre-commit-"));
  environment = { ...process.env, PRE_COMMIT_HOME: join(base, "home"), GIT_AUTHOR_NAME: "t", GIT_AUTHOR_EMAIL: "t@example.com", GIT_COMMITTER_NAME: "t", GIT_COMMITTER_EMAIL: "t@example.com" };
  for (const name of Object.keys(environment)) if (/^npm_|^GIT_(?:DIR|INDEX|WORK)|^NODE_OPTIONS$|^VITEST/i.test(name)) delete environment[name];
  config = `repos:\n  - repo: ${join(base, "assay")}\n    rev: ${commitHooks()}\n    hooks:\n      - id: assay\n`;
  makeProject();
  const installed = run(preCommit, "install", "--install-hooks");
  expect(installed.output).toContain("pre-commit installed");
  expect(installed.passed).toBe(true);
  rmSync(project, { recursive: true });
}, installTimeoutMs);
afterAll(() => rmSync(base, { recursive: true, force: true }));

function makeProject(): void {
  project = mkdtempSync(join(base, "project-"));
  git("init", "-q", "-b", "main");
  write(".pre-commit-config.yaml", config);
}

beforeEach(makeProject);
afterEach(() => rmSync(project, { recursive: true }));

interface Situation {
  /** What is there and committed before. */
  readonly before: () => void;
  readonly passing: () => ReturnType<typeof run>;
  readonly failing: () => ReturnType<typeof run>;
  /** Where the failing one is told. */
  readonly place: string;
}

function afterStaging(...files: readonly (readonly [path: string, text: string | Uint8Array])[]): ReturnType<typeof run> {
  for (const [path, text] of files) write(path, text);
  git("add", "-A");
  return commit();
}

function startMerge(): void {
  write("a.py", clean);
  settle();
  git("switch", "-q", "-c", "side");
  write("a.py", `${clean}\n\nSIDE = 1\n`);
  write("theirs.py", other);
  settle();
  git("switch", "-q", "main");
  write("a.py", `${clean}\n\nMAIN = 1\n`);
  settle();
  spawnSync("git", ["merge", "-q", "side"], { cwd: project, env: environment });
}

const situations: Readonly<Record<string, Situation>> = {
  "a first commit": { before: () => undefined, passing: () => afterStaging(["a.py", clean]), failing: () => afterStaging(["a.py", flaw]), place: "a.py:5" },
  "a change beside an old flaw": {
    before: () => (write("a.py", flaw), settle()),
    passing: () => afterStaging(["a.py", `${clean}\n\n${flaw}`]),
    failing: () => afterStaging(["a.py", `${flaw}\n\n${other}`]),
    place: "a.py:12",
  },
  "a partly staged file": {
    before: () => (write("a.py", clean), settle()),
    passing: () => (write("a.py", `${clean}# one\n`), git("add", "-A"), write("a.py", flaw), commit()),
    failing: () => (write("a.py", flaw), git("add", "-A"), write("a.py", clean), commit()),
    place: "a.py:5",
  },
  "a renamed file": {
    before: () => (write("old.py", flaw), settle()),
    passing: () => (git("mv", "old.py", "new.py"), afterStaging(["new.py", `${clean}\n\n${flaw}`])),
    failing: () => (git("mv", "old.py", "new.py"), afterStaging(["new.py", `${other}\n\n${flaw}`])),
    place: "new.py:5",
  },
  "a deleted file": {
    before: () => (write("gone.py", clean), write("a.py", clean), settle()),
    passing: () => (git("rm", "-q", "gone.py"), commit()),
    failing: () => (git("rm", "-q", "gone.py"), afterStaging(["a.py", flaw])),
    place: "a.py:5",
  },
  "a binary file": {
    before: () => settle(),
    passing: () => afterStaging(["picture.py", new Uint8Array([0, 1, 2, 255, 254])]),
    failing: () => afterStaging(["picture.py", new Uint8Array([0, 1, 2, 255, 254])], ["a.py", flaw]),
    place: "a.py:5",
  },
  "a submodule": {
    before: () => {
      const inner = join(base, "inner");
      rmSync(inner, { recursive: true, force: true });
      mkdirSync(inner);
      writeFileSync(join(inner, "flawed.py"), flaw);
      gitIn(inner, "init", "-q", "-b", "main");
      gitIn(inner, "add", "-A");
      gitIn(inner, "commit", "-q", "-m", "x");
      settle();
      git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "inner");
    },
    passing: commit,
    failing: () => afterStaging(["a.py", flaw]),
    place: "a.py:5",
  },
  "a merge with a conflict": {
    before: startMerge,
    passing: () => afterStaging(["a.py", `${clean}\n\nMAIN = 1\nSIDE = 1\n`]),
    failing: () => afterStaging(["a.py", flaw]),
    place: "a.py:5",
  },
  "thousands of files": {
    before: () => settle(),
    passing: () => afterStaging(...Array.from({ length: 2_000 }, (_, index) => [`many/file-${index}.py`, `VALUE = ${index}\n`] as const)),
    failing: () => afterStaging(...Array.from({ length: 2_000 }, (_, index) => [`many/file-${index}.py`, index === 1_234 ? flaw : `VALUE = ${index}\n`] as const)),
    place: "many/file-1234.py:5",
  },
  "spaces and line breaks in names": {
    before: () => settle(),
    passing: () => afterStaging(["with space/ünï\ncode.py", clean]),
    failing: () => afterStaging(["with space/ünï\ncode.py", flaw]),
    place: "code.py:5",
  },
  "a file of no known language": {
    before: () => settle(),
    passing: () => afterStaging(["notes.xyz", flaw], ["README.md", flaw]),
    failing: () => afterStaging(["notes.xyz", flaw], ["a.py", flaw]),
    place: "a.py:5",
  },
  "--all-files": {
    before: () => (write("a.py", clean), settle()),
    passing: () => run(preCommit, "run", "--all-files"),
    failing: () => (write("b.py", flaw), settle(), run(preCommit, "run", "--all-files")),
    place: "b.py:5",
  },
  "--from-ref and --to-ref": {
    before: () => (write("a.py", flaw), settle()),
    passing: () => (write("b.py", clean), settle(), run(preCommit, "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")),
    failing: () => (write("b.py", other), settle(), run(preCommit, "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")),
    place: "b.py:5",
  },
};

describe.each(Object.entries(situations))("%s", (_name, situation) => {
  const prepare = (): void => {
    situation.before();
    expect(run(preCommit, "install").passed).toBe(true);
  };

  it("passes", () => {
    prepare();
    const { passed, output } = situation.passing();
    expect({ passed, output }).toMatchObject({ passed: true, output: expect.stringMatching(/assay\.+(?:Passed|\(no files to check\)Skipped)/) });
  });

  it("fails", () => {
    prepare();
    const { passed, output } = situation.failing();
    expect({ passed, output: output.replaceAll("\\n", "\n") }).toMatchObject({ passed: false, output: expect.stringContaining(situation.place) });
  });
});

describe("the hook", () => {
  it("has a manifest that pre-commit accepts", () => {
    expect(run(preCommit, "validate-manifest", join(hooks, ".pre-commit-hooks.yaml"))).toMatchObject({ passed: true });
  });

  it("can be tried without being installed", () => {
    write("a.py", flaw);
    git("add", "-A");
    expect(run(preCommit, "try-repo", hooks, "assay", "--ref", "HEAD")).toMatchObject({ passed: false, output: expect.stringContaining("a.py:5") });
  }, installTimeoutMs);

  it("takes a user's arguments", () => {
    write(".pre-commit-config.yaml", `${config}        args: [--fail-level, never]\n`);
    write("a.py", flaw);
    git("add", "-A");
    expect(run(preCommit, "run")).toMatchObject({ passed: true });
  });

  it("leaves what is not staged as it was", () => {
    write("a.py", clean);
    git("add", "-A");
    renameSync(join(project, "a.py"), join(project, "kept.py"));
    write("a.py", other);
    run(preCommit, "run");
    expect(git("status", "--porcelain")).toContain("AM a.py");
  });
});
