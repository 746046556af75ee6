// Discovery finds the right files with and without git, and tells of everything that it leaves out.

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AssayError } from "../../../src/model/errors.ts";
import { listWorkTreeFiles } from "../../../src/repository/work-tree-files.ts";
import { withoutPrivileges } from "../../support/without-privileges.ts";
import { discoverFiles } from "../../../src/source/discover-files.ts";
import type { DiscoveryRequest } from "../../../src/source/discovery.ts";

const languages = [
  { id: "python", extensions: [".py"], fileNames: ["SConstruct"], interpreters: ["python"] },
  { id: "javascript", extensions: [".js"], fileNames: [], interpreters: ["node"] },
];

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "assay-discover-")));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...names: readonly string[]): void {
  for (const name of names) {
    const [path = "", content = "x = 1\n"] = name.split("=>");
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

function git(...words: readonly string[]): string {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main"];
  return execFileSync("git", ["-C", root, ...identity, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

async function discover(more: Partial<DiscoveryRequest> = {}) {
  const request: DiscoveryRequest = {
    paths: [],
    workingDirectory: root,
    languages,
    maxFileSizeBytes: 1_000,
    noIgnore: false,
    listWorkTree: listWorkTreeFiles,
    ...more,
  };
  const found = await discoverFiles(request);
  return {
    ...found,
    paths: found.files.map((file) => file.path),
    out: found.skipped.map((file) => `${file.path}: ${file.reason}`),
    told: found.notices.map((notice) => notice.code),
  };
}

/** Each of these holds in a git work tree and outside. */
describe.each(["git", "no git"])("%s", (mode) => {
  beforeEach(() => {
    if (mode === "git") git("init", "-q");
  });

  it("finds the files of known languages, sorted by UTF-16 units, with their state", async () => {
    write("b/x.py", "B.py", "a.js", "readme.md", "é.py", "z z.py", "b.py", "SConstruct");
    const { paths, files, root: reported, isGitRoot } = await discover();
    expect(paths).toEqual(["B.py", "SConstruct", "a.js", "b.py", "b/x.py", "z z.py", "é.py"]);
    expect(files[0]).toMatchObject({ absolutePath: join(root, "B.py"), language: "python", sizeBytes: 6 });
    expect(reported).toBe(root);
    expect(isGitRoot).toBe(mode === "git");
  });

  it("honours .gitignore at every level, and taking back", async () => {
    write(".gitignore=>*.tmp.py\nbuilt/\n/only-here.py\n", "a.py", "a.tmp.py", "built/a.py", "src/built/a.py", "only-here.py", "src/only-here.py");
    write("src/.gitignore=>!keep.tmp.py\nlocal.py\n", "src/keep.tmp.py", "src/other.tmp.py", "src/local.py", "local.py");
    expect((await discover()).paths).toEqual(["a.py", "local.py", "src/keep.tmp.py", "src/only-here.py"]);
  });

  it("honours .assayignore at every level, also hidden ones", async () => {
    write(".gitignore=>.assayignore\n", ".assayignore=>gen/\n*.old.py\n", "a.py", "gen/a.py", "x.old.py", "src/.assayignore=>!keep.old.py\n", "src/keep.old.py", "src/y.old.py");
    expect((await discover()).paths).toEqual(["a.py", "src/keep.old.py"]);
  });

  it("is exact about capitals in ignore files", async () => {
    write(".gitignore=>Build/\n", ".assayignore=>Old.py\n", "build/a.py", "Build2/a.py", "old.py");
    expect((await discover()).paths).toEqual(["Build2/a.py", "build/a.py", "old.py"]);
  });

  it("leaves node_modules and .git out, but no folder for its name", async () => {
    write("node_modules/a/x.py", "src/node_modules/x.py", "dist/x.py", "vendor/x.py", "build/x.py", "my_node_modules/x.py", ".git/hooks/x.py", ".hidden/x.py");
    expect((await discover()).paths).toEqual([".hidden/x.py", "build/x.py", "dist/x.py", "my_node_modules/x.py", "vendor/x.py"]);
  });

  it("leaves copies of libraries out where that is asked for", async () => {
    write("app.py", "vendor/a.py", "vendor/b/c.py", "web/static/lib/x.js", "web/jquery-3.7.1.js", "src/vendor_list.py", "lib/own.js");
    const { paths, out } = await discover({ leavesOutVendored: true });
    expect(paths).toEqual(["app.py", "lib/own.js", "src/vendor_list.py"]);
    expect(out).toEqual(["vendor/a.py: vendored", "vendor/b/c.py: vendored", "web/jquery-3.7.1.js: vendored", "web/static/lib/x.js: vendored"]);
  });

  it("takes copies that are named, that .assayignore takes back, or with ignoring switched off", async () => {
    write("vendor/a/x.py", "vendor/b/y.py", "vendor/third_party/z.py");
    expect((await discover({ leavesOutVendored: true, paths: ["vendor"] })).paths).toEqual(["vendor/a/x.py", "vendor/b/y.py"]);
    expect((await discover({ leavesOutVendored: true, paths: ["vendor/third_party/z.py"] })).paths).toEqual(["vendor/third_party/z.py"]);
    expect((await discover({ leavesOutVendored: true, noIgnore: true })).paths).toHaveLength(3);
    write(".assayignore=>!vendor/b/\n");
    expect((await discover({ leavesOutVendored: true })).paths).toEqual(["vendor/b/y.py"]);
  });

  it("takes names with spaces, line breaks, quotes, backslashes and other scripts", async () => {
    const names = [" lead.py", "a\nb.py", 'q"q.py', "back\\slash.py", "фу/日本.py", "-dash.py", ":(top)x.py", "*.py", "tab\t.py"];
    write(...names);
    expect((await discover()).paths).toEqual([...names].sort());
    expect((await discover({ paths: ["*.py", "./-dash.py", ":(top)x.py", "фу"] })).paths).toEqual(["*.py", "-dash.py", ":(top)x.py", "фу/日本.py"].sort());
  });

  it("gives an entry to names that are not UTF-8", async () => {
    write("good\uFFFD.py");
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.of(0xff), Buffer.from(".py")]), "x");
    expect(await discover()).toMatchObject({ paths: ["good\uFFFD.py"], out: ["bad\\xff.py: not-utf8"] });
  });

  it("reads the first line of executables without an ending", async () => {
    write("tool=>#!/usr/bin/env python3\n", "other=>#!/bin/sh\n", "plain=>#!/usr/bin/python\n", "empty=>", "noise=>\u0000\u0001");
    for (const name of ["tool", "other", "empty", "noise"]) chmodSync(join(root, name), 0o755);
    const { files } = await discover();
    expect(files.map((file) => [file.path, file.language])).toEqual([["tool", "python"]]);
    expect((await discover({ paths: ["plain"] })).paths).toEqual(["plain"]);
  });

  it("ends at loops of links and reports those that lead out or nowhere", async () => {
    write("src/a.py");
    symlinkSync("..", join(root, "src/up"));
    symlinkSync("self.py", join(root, "self.py"));
    symlinkSync("src", join(root, "again"));
    symlinkSync("src/a.py", join(root, "twin.py"));
    symlinkSync("nowhere", join(root, "broken.py"));
    symlinkSync("/etc", join(root, "etc"));
    symlinkSync("/etc/hostname", join(root, "host.py"));
    const { paths, out } = await discover();
    expect(paths).toEqual(["src/a.py"]);
    expect(out).toEqual(["broken.py: symlink-outside", "etc: symlink-outside", "host.py: symlink-outside", "self.py: symlink-outside"]);
  });

  it("skips files above the limit unless told otherwise", async () => {
    write(`big.py=>${"x".repeat(1_001)}`, `fits.py=>${"x".repeat(1_000)}`);
    expect(await discover()).toMatchObject({ paths: ["fits.py"], out: ["big.py: too-large"] });
    expect((await discover({ noIgnore: true })).paths).toEqual(["big.py", "fits.py"]);
  });

  it("applies the settings' excludes and the changed files", async () => {
    write("a.py", "b.py", "c.py");
    expect((await discover({ isExcluded: (path) => path === "b.py" })).paths).toEqual(["a.py", "c.py"]);
    expect((await discover({ isExcluded: () => true, noIgnore: true })).paths).toEqual(["a.py", "b.py", "c.py"]);
    expect((await discover({ onlyPaths: new Set(["c.py", "gone.py"]) })).paths).toEqual(["c.py"]);
  });

  it("lets named files and folders obey the ignores too, says so, and lifts them on demand", async () => {
    write(".gitignore=>out/\nx.py\n", ".assayignore=>y.py\n", "out/a.py", "x.py", "y.py", "z.py", "node_modules/m/a.py", "notes.txt=>n");
    const found = await discover({ paths: ["out", "x.py", "y.py", "z.py", "node_modules/m", "notes.txt"] });
    expect(found.paths).toEqual(["z.py"]);
    expect(found.out).toEqual(["x.py: ignored", "y.py: ignored"]);
    expect(found.told.sort()).toEqual(["language-unknown", "path-ignored", "path-ignored", "path-ignored", "path-ignored"]);
    const all = await discover({ paths: ["out", "x.py", "y.py", "node_modules/m"], noIgnore: true });
    expect(all.paths).toEqual(["node_modules/m/a.py", "out/a.py", "x.py", "y.py"]);
    expect(all.told).toEqual([]);
  });

  it("says nothing about an empty folder", async () => {
    mkdirSync(join(root, "empty/deeper"), { recursive: true });
    expect(await discover({ paths: ["empty"] })).toMatchObject({ paths: [], out: [], told: [] });
    expect(await discover()).toMatchObject({ paths: [], out: [], told: [] });
  });

  it("does not wait for pipes in the place of files", { timeout: 5_000 }, async () => {
    write("a.py", "src/b.py");
    for (const name of [".gitignore", ".assayignore", "src/.gitignore", "pipe.py", "tool"]) execFileSync("mkfifo", ["-m", "755", join(root, name)]);
    expect((await discover({ listWorkTree: undefined })).paths).toEqual(["a.py", "src/b.py"]);
  });

  it("takes thousands of named files", async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `folder with a long name/another long name/${"x".repeat(100)}-${index}.py`);
    write(...names, "other.py", "sub/x.py", "sub/deep/y.py");
    const found = await discover({ paths: [...names, "sub"] });
    expect(found.told).toEqual([]);
    expect(found.paths).toEqual([...names, "sub/deep/y.py", "sub/x.py"].sort());
  });

  it("lists nothing twice", async () => {
    write("src/a.py", "src/b.py");
    expect((await discover({ paths: ["src", "src/a.py", ".", join(root, "src")] })).paths).toEqual(["src/a.py", "src/b.py"]);
  });

  it("refuses a path that does not exist", async () => {
    await expect(discover({ paths: ["none/x.py"] })).rejects.toThrow(AssayError);
    await expect(discover({ paths: ["none/x.py"] })).rejects.toMatchObject({ code: "path-missing", message: expect.stringContaining('"none/x.py"') as string });
  });

  it("refuses a named link that loops", async () => {
    symlinkSync("self.py", join(root, "self.py"));
    await expect(discover({ paths: ["self.py"] })).rejects.toMatchObject({ code: "path-missing", message: expect.stringContaining("loop") as string });
  });

  it("is relative to the root also from a folder below it", async () => {
    write("src/a.py", "b.py");
    const found = await discover({ workingDirectory: join(root, "src") });
    expect(found.paths).toEqual(mode === "git" ? ["src/a.py"] : ["a.py"]);
    const outside = await discover({ workingDirectory: join(root, "src"), paths: ["..", "a.py"] });
    expect(outside).toMatchObject({ root, paths: ["b.py", "src/a.py"] });
  });

  it("gives an entry to folders it may not read", async () => {
    write("shut/a.py", "a.py", "src/shut/b.py");
    for (const folder of ["shut", "src/shut"]) chmodSync(join(root, folder), 0);
    const { paths, out } = await withoutPrivileges(root, () => discover());
    for (const folder of ["shut", "src/shut"]) chmodSync(join(root, folder), 0o755);
    expect(paths).toEqual(["a.py"]);
    expect(out).toEqual(["shut: unreadable", "src/shut: unreadable"]);
  });
});

describe("in a git work tree", () => {
  beforeEach(() => git("init", "-q"));

  it("takes tracked files though ignored, and not what is deleted", async () => {
    write("a.py", "b.py", "c.py");
    git("add", "-A");
    write(".gitignore=>a.py\nd.py\n", "d.py");
    rmSync(join(root, "c.py"));
    expect(await discover()).toMatchObject({ paths: ["a.py", "b.py"], out: [] });
  });

  it("honours .git/info/exclude, also when git is missing", async () => {
    write("a.py", "b.py", ".git/info/exclude=>b.py\n");
    expect((await discover()).paths).toEqual(["a.py"]);
    const walked = await discover({ listWorkTree: () => Promise.resolve({ failure: "there is no git on this machine" }) });
    expect(walked).toMatchObject({ paths: ["a.py"], told: ["git-unavailable"] });
    expect((await discover({ listWorkTree: undefined })).paths).toEqual(["a.py"]);
  });

  it("walks where the repository is broken", async () => {
    write("a.py", ".git/HEAD=>nonsense");
    expect(await discover()).toMatchObject({ paths: ["a.py"], told: ["git-unavailable"], isGitRoot: true });
  });

  it("follows submodules, nested repositories and worktrees", async () => {
    const other = join(root, "other");
    write("other/lib.py", "other/.gitignore=>gen.py\n", "other/gen.py", "a.py");
    git("-C", other, "init", "-q");
    git("-C", other, "add", "-A");
    git("-C", other, "commit", "-qm", "x");
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", other, "lib/sub.module");
    rmSync(join(root, "lib/sub.module/lib.py"));
    write("lib/sub.module/new.py", "lib/sub.module/gen.py");
    expect((await discover()).paths).toEqual(["a.py", "lib/sub.module/new.py", "other/lib.py"]);
    expect((await discover({ paths: ["lib"] })).paths).toEqual(["lib/sub.module/new.py"]);
    expect((await discover({ paths: ["a.py", "lib/sub.module/new.py"] })).paths).toEqual(["a.py", "lib/sub.module/new.py"]);
    // Seen from inside, the submodule is its own root.
    expect(await discover({ paths: ["lib/sub.module"] })).toMatchObject({ root: join(root, "lib/sub.module"), paths: ["new.py"] });
    git("-C", other, "worktree", "add", "-q", join(root, "tree"));
    expect(await discover({ paths: ["tree"] })).toMatchObject({ root: join(root, "tree"), paths: ["lib.py"], isGitRoot: true });
  });

  it("leaves what a sparse checkout leaves out", async () => {
    write("src/a.py", "docs/b.py", "c.py");
    git("add", "-A");
    git("commit", "-qm", "x");
    git("sparse-checkout", "set", "src");
    expect((await discover()).paths).toEqual(["c.py", "src/a.py"]);
  });

  it("does not follow an index through a folder that became a link", async () => {
    write("dir/hostname.py", "a.py");
    git("add", "-A");
    rmSync(join(root, "dir"), { recursive: true });
    const outside = realpathSync(mkdtempSync(join(tmpdir(), "assay-outside-")));
    writeFileSync(join(outside, "hostname.py"), "x");
    symlinkSync(outside, join(root, "dir"));
    const { paths, out } = await discover();
    rmSync(outside, { recursive: true });
    expect(paths).toEqual(["a.py"]);
    expect(out).toEqual(["dir: symlink-outside"]);
  });

  it("works from a work tree that another user owns", async () => {
    write("a.py");
    if (process.getuid?.() === 0) execFileSync("chown", ["-R", "65534", root]);
    expect(await discover()).toMatchObject({ paths: ["a.py"], told: [] });
  });

  it("lists a path on both sides of a conflict once", async () => {
    write("a.py=>1\n");
    git("add", "-A");
    git("commit", "-qm", "1");
    git("checkout", "-qb", "side");
    write("a.py=>2\n");
    git("commit", "-qam", "2");
    git("checkout", "-q", "main");
    write("a.py=>3\n");
    git("commit", "-qam", "3");
    expect(() => git("merge", "-q", "side")).toThrow();
    expect((await discover()).paths).toEqual(["a.py"]);
  });
});

it("walks exactly as git lists", { timeout: 60_000 }, async () => {
  const parts = ["a", "b", "ab", "*", "**", "***", "?", "a*", "*b", "[ab]", "[!a]", "f?o", "*.py", "a.py", "\\!b", "\\#c", "x y", "x\\ y", "[a-f]oo", "\\[a\\]", "{a,b}", "a ", "a\\ ", "**a", "[", "\\", "*.p[xy]"];
  const names = ["a", "b", "ab", "foo", "Foo", "x y", "a.b", "!b", "#c", "[a]"];
  const pattern = fc
    .tuple(fc.constantFrom("", "", "!"), fc.constantFrom("", "", "/"), fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 3 }), fc.constantFrom("", "/"))
    .map(([sign, start, middle, end]) => sign + start + middle.join("/") + end)
    // Git lets a set reach over a slash.
    .filter((text) => !/\[[^\]]*\//.test(text));
  const file = fc.record({ folder: fc.array(fc.constantFrom(...names), { maxLength: 3 }), lines: fc.array(pattern, { minLength: 1, maxLength: 3 }), lineBreak: fc.constantFrom("\n", "\r\n") });
  git("init", "-q");
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (ignoreFiles) => {
      for (const { folder, lines, lineBreak } of ignoreFiles) {
        for (let depth = 0; depth <= folder.length; depth++) {
          const place = folder.slice(0, depth).join("/");
          write(...["a.py", "b.py", "x y.py", "!b.py", "[a].js"].map((name) => (place === "" ? name : `${place}/${name}`)));
        }
        writeFileSync(join(root, ...folder, ".gitignore"), lines.map((line) => line + lineBreak).join(""));
      }
      const listed = await discover();
      const walked = await discover({ listWorkTree: undefined });
      for (const { folder } of ignoreFiles) rmSync(join(root, folder[0] ?? ".gitignore"), { recursive: true, force: true });
      expect(walked.paths).toEqual(listed.paths);
      expect(listed.told).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
