// Git's answers are read exactly, and a hostile repository runs nothing.

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findChangedFiles } from "../../../src/repository/changed-files.ts";
import { findMergeBase } from "../../../src/repository/merge-base.ts";
import { describeOrigin } from "../../../src/repository/describe-origin.ts";
import { describeRepository, withoutCredentials } from "../../../src/repository/describe-repository.ts";
import { runGit } from "../../../src/repository/run-git.ts";
import { readCommittedFiles, readStagedFiles } from "../../../src/repository/staged-files.ts";
import { listWorkTreeFiles } from "../../../src/repository/work-tree-files.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "assay-git-")));
  git("init", "-q");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function git(...words: readonly string[]): string {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
  return execFileSync("git", ["-C", root, ...identity, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function write(path: string, content = "x = 1\n"): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function commit(message = "x"): string {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", message);
  return git("rev-parse", "HEAD").trim();
}

const long = (seed: string): string => Array.from({ length: 40 }, (_, index) => `${seed} line ${index}\n`).join("");

describe("findChangedFiles", () => {
  it("finds what is committed, staged, changed and untracked since the reference", async () => {
    for (const name of ["same.py", "committed.py", "staged.py", "edited.py", "gone.py"]) write(name, long(name));
    write(".gitignore", "ignored.py\n");
    const base = commit();
    write("committed.py", "new\n");
    commit();
    write("staged.py", "new\n");
    git("add", "staged.py");
    write("edited.py", "new\n");
    write("untracked ñ\n.py");
    write("ignored.py");
    rmSync(join(root, "gone.py"));
    const changed = await findChangedFiles(root, base);
    expect(changed).toEqual({ base, paths: ["committed.py", "edited.py", "staged.py", "untracked ñ\n.py"], renamedFrom: new Map(), deleted: ["gone.py"] });
  });

  it("follows renamed files", async () => {
    write("old.py", long("a"));
    write("kept.py", long("b"));
    const base = commit();
    renameSync(join(root, "old.py"), join(root, "new name.py"));
    git("add", "-A");
    expect(await findChangedFiles(root, base)).toEqual({ base, paths: ["new name.py"], renamedFrom: new Map([["new name.py", "old.py"]]), deleted: [] });
  });

  it("compares with the merge base, not with the reference itself", async () => {
    write("a.py");
    const base = commit();
    git("checkout", "-q", "-b", "side");
    write("side.py");
    commit();
    git("checkout", "-q", "main");
    write("main.py");
    commit();
    git("checkout", "-q", "side");
    expect(await findChangedFiles(root, "main")).toMatchObject({ base, paths: ["side.py"] });
    expect(await findMergeBase(root, "main")).toBe(base);
  });

  it.each(["no-such-branch", "--output=/tmp/x", "-h", "", "HEAD:a.py", "a..b", "$(touch x)"])("refuses %j", async (reference) => {
    write("a.py");
    commit();
    await expect(findChangedFiles(root, reference)).rejects.toMatchObject({ code: "git-failed", nextStep: expect.any(String) as string });
  });

  it("refuses a reference without shared history", async () => {
    write("a.py");
    commit();
    git("checkout", "-q", "--orphan", "other");
    commit("another root");
    await expect(findChangedFiles(root, "main")).rejects.toMatchObject({ code: "git-failed", message: expect.stringContaining("shares no history") as string });
  });

  it("tells that git is missing", async () => {
    vi.stubEnv("PATH", "/nonexistent");
    await expect(findChangedFiles(root, "HEAD")).rejects.toMatchObject({ code: "git-failed", message: "There is no git on this machine." });
    expect(await listWorkTreeFiles({ root, paths: [""] })).toEqual({ failure: "there is no git on this machine" });
    expect(await describeRepository(root)).toEqual({});
  });
});

describe("staged files", () => {
  const read = async (maxBytes = 1_000, paths?: readonly string[]) => {
    const { files, tooLarge } = await readStagedFiles(root, maxBytes, paths);
    return { files: files.map((file) => [file.path, file.bytes.toString("utf8")]), tooLarge };
  };

  it("reads the staged bytes, not the work tree's", async () => {
    write("a.py", "one\n");
    write("same.py");
    commit();
    write("a.py", "two");
    write("new\nname.py", "bytes \u0000 ñ\n");
    write("empty.py", "");
    write("big.py", "x".repeat(1_001));
    git("add", "-A");
    write("a.py", "three");
    rmSync(join(root, "empty.py"));
    expect(await read()).toEqual({
      files: [["a.py", "two"], ["empty.py", ""], ["new\nname.py", "bytes \u0000 ñ\n"]],
      tooLarge: [{ path: "big.py", sizeBytes: 1_001 }],
    });
    expect(await read(1_000, ["a.py", "same.py", "none.py"])).toEqual({ files: [["a.py", "two"]], tooLarge: [] });
    expect((await readStagedFiles(root, 1_000_000_000)).files.map(({ path }) => path)).toEqual(["a.py", "big.py", "empty.py", "new\nname.py"]);
  });

  it("leaves out deleted files, links and submodules", async () => {
    write("gone.py");
    commit();
    git("rm", "-q", "gone.py");
    symlinkSync("x", join(root, "link.py"));
    git("add", "-A");
    git("update-index", "--add", "--cacheinfo", `160000,${git("rev-parse", "HEAD").trim()},module`);
    expect(await read()).toEqual({ files: [], tooLarge: [] });
  });

  it("takes everything before the first commit, and nothing where nothing is staged", async () => {
    expect(await read()).toEqual({ files: [], tooLarge: [] });
    write("a.py", "one");
    git("add", "-A");
    expect(await read()).toEqual({ files: [["a.py", "one"]], tooLarge: [] });
    commit();
    expect(await read()).toEqual({ files: [], tooLarge: [] });
  });

  it("reads the index that a hook was handed, where it is this repository's", async () => {
    write("a.py", "one");
    write("b.py", "one");
    git("add", "-A");
    commit();
    write("a.py", "two");
    write("b.py", "two");
    execFileSync("git", ["-C", root, "add", "a.py"], { env: { ...process.env, GIT_INDEX_FILE: join(root, ".git/next-index") } });
    vi.stubEnv("GIT_INDEX_FILE", ".git/next-index");
    expect((await read()).files).toContainEqual(["a.py", "two"]);
    vi.stubEnv("GIT_INDEX_FILE", "/etc/hostname");
    vi.stubEnv("GIT_DIR", "/nonexistent");
    vi.stubEnv("GIT_WORK_TREE", "/nonexistent");
    expect(await read()).toEqual({ files: [], tooLarge: [] });
  });

  it("reads files as they were in a commit", async () => {
    write("a.py", "one");
    write("dir/ñ b.py", "two");
    const first = commit();
    write("a.py", "three");
    commit();
    const { files } = await readCommittedFiles(root, first, ["a.py", "dir/ñ b.py", "none.py"], 1_000);
    expect(files.map((file) => [file.path, file.bytes.toString()])).toEqual([["a.py", "one"], ["dir/ñ b.py", "two"]]);
  });

  it("tells when it is no repository", async () => {
    rmSync(join(root, ".git"), { recursive: true });
    await expect(readStagedFiles(root, 1_000)).rejects.toMatchObject({ code: "git-failed" });
  });
});

describe("describeRepository", () => {
  it("tells commit, branch and remote", async () => {
    write("a.py");
    const head = commit();
    git("remote", "add", "origin", "https://user:p@ss@example.org/team/app.git?token=1");
    expect(await describeRepository(root)).toEqual({ commit: head, branch: "main", remote: "https://example.org/team/app.git" });
    git("checkout", "-q", "--detach");
    expect(await describeRepository(root)).toEqual({ commit: head, remote: "https://example.org/team/app.git" });
  });

  it("leaves out what there is not", async () => {
    expect(await describeRepository(root)).toEqual({ branch: "main" });
  });

  it.each<[string, string]>([
    ["https://example.org/a.git", "https://example.org/a.git"],
    ["https://token@example.org/a.git", "https://example.org/a.git"],
    ["https://u:p@example.org:8443/a@b.git", "https://example.org:8443/a@b.git"],
    ["ssh://git@example.org/a.git", "ssh://example.org/a.git"],
    ["git@example.org:team/a.git", "git@example.org:team/a.git"],
    ["user:secret@example.org:team/a.git", "example.org:team/a.git"],
    ["/srv/git/a.git", "/srv/git/a.git"],
    ["../a.git", "../a.git"],
  ])("%s → %s", (remote, expected) => {
    expect(withoutCredentials(remote)).toBe(expected);
  });
});

describe("a hostile repository", () => {
  /** Settings of a repository and its attributes that name programs; each would create `ran`. */
  it("runs no code of its own", async () => {
    const trap = join(root, "trap.sh");
    const ran = join(root, ".git", "ran");
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> '${ran}'\ncat\nexit 0\n`);
    chmodSync(trap, 0o755);
    write("a.py", "one\n");
    const base = commit();
    write("a.py", "two\n");
    write("b.py", "new\n");
    write(".gitattributes", "* filter=evil diff=evil\n");
    git("-c", "core.hooksPath=/dev/null", "add", "b.py");
    const settings: readonly (readonly [string, string])[] = [
      ["core.fsmonitor", trap],
      ["core.hooksPath", root],
      ["core.pager", trap],
      ["core.editor", trap],
      ["core.sshCommand", trap],
      ["core.askPass", trap],
      ["core.alternateRefsCommand", trap],
      ["credential.helper", `!${trap}`],
      ["diff.external", trap],
      ["diff.evil.command", trap],
      ["diff.evil.textconv", trap],
      ["filter.evil.clean", trap],
      ["filter.evil.smudge", trap],
      ["filter.evil.process", trap],
      ["filter.evil.required", "true"],
      ["gpg.program", trap],
      ["log.showSignature", "true"],
      ["alias.ls-files", `!${trap}`],
      ["remote.origin.url", `ext::sh -c ${trap}`],
      ["remote.origin.promisor", "true"],
      ["extensions.partialClone", "origin"],
      ["core.repositoryFormatVersion", "1"],
    ];
    for (const [name, value] of settings) git("config", name, value);
    for (const hook of ["post-index-change", "fsmonitor-watchman", "query-watchman", "reference-transaction"]) {
      writeFileSync(join(root, ".git", "hooks", hook), `#!/bin/sh\necho hook >> '${ran}'\n`, { mode: 0o755 });
      writeFileSync(join(root, hook), `#!/bin/sh\necho hook >> '${ran}'\n`, { mode: 0o755 });
    }
    vi.stubEnv("GIT_EXTERNAL_DIFF", trap);
    vi.stubEnv("GIT_PAGER", trap);

    expect(await listWorkTreeFiles({ root, paths: [""] })).toHaveProperty("names");
    expect((await findChangedFiles(root, base)).paths).toContain("a.py");
    expect((await readStagedFiles(root, 1_000)).files).toHaveLength(1);
    expect((await readCommittedFiles(root, base, ["a.py"], 1_000)).files).toHaveLength(1);
    expect(await describeRepository(root)).toMatchObject({ commit: base });
    expect(await describeOrigin(root)).toMatchObject({ commit: base, isDirty: true });
    // A blob that is missing is not fetched through the "remote".
    const missing = await runGit({ root, arguments: ["cat-file", "blob", "1234567890123456789012345678901234567890"] });
    expect(missing.ok).toBe(false);
    expect(existsSync(ran)).toBe(false);
  });

  it("shows that the traps would spring without the precautions", () => {
    const ran = join(root, ".git", "ran");
    writeFileSync(join(root, "trap.sh"), `#!/bin/sh\necho ran >> '${ran}'\ncat\n`, { mode: 0o755 });
    git("config", "core.fsmonitor", join(root, "trap.sh"));
    write("a.py");
    git("ls-files", "--others");
    expect(existsSync(ran)).toBe(true);
  });

  it("cannot point the work tree elsewhere", async () => {
    write("a.py");
    git("config", "core.worktree", "/etc");
    const listing = await listWorkTreeFiles({ root, paths: [""] });
    expect("names" in listing && Buffer.from(listing.names).toString()).toBe("a.py\0");
  });
});

describe("runGit", () => {
  it("passes input and gives one line of what went wrong", async () => {
    expect(await runGit({ root, arguments: ["hash-object", "--stdin"], input: "abc" })).toMatchObject({ ok: true });
    expect(await runGit({ root, arguments: ["rev-parse", "--verify", "nope"] })).toEqual({ ok: false, isMissing: false, failure: "git: Needed a single revision" });
    expect(await runGit({ root: join(root, "none"), arguments: ["status"] })).toMatchObject({ ok: false, isMissing: false });
  });
});
