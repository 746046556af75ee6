// Diffs of any two texts, applied by git, give the second text.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WorkspaceChange } from "../../../../src/executor/workspace/changes.ts";
import { formatWorkspaceDiff } from "../../../../src/executor/workspace/unified-diff.ts";

function change(fields: Partial<WorkspaceChange>): WorkspaceChange {
  return { path: "a.txt", state: "modified", kind: "file", sizeBytes: 0, executable: false, wasExecutable: false, content: Buffer.alloc(0), ...fields };
}

const diffOf = (before: string | Buffer, fields: Partial<WorkspaceChange>): string => formatWorkspaceDiff([change(fields)], () => Buffer.from(before), 64 * 1024 * 1024).text;

describe("a diff", () => {
  it("is what git applies to get from the one text to the other", () => {
    const folder = mkdtempSync(join(tmpdir(), "assay-test-"));
    const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "ü d\n", "\n"), { maxLength: 25 }).chain((lines) => fc.constantFrom(lines.join(""), `${lines.join("")}end`));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        writeFileSync(join(folder, "a.txt"), before);
        const run = spawnSync("git", ["apply", "--unidiff-zero", "--whitespace=nowarn", "-"], { cwd: folder, input: diffOf(before, { content: Buffer.from(after) }) });
        expect(run.stderr.toString()).toBe("");
        expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe(after);
      }),
      { numRuns: 60 },
    );
    rmSync(folder, { recursive: true });
  });

  const cases: readonly (readonly [string, string, Partial<WorkspaceChange>, readonly string[]])[] = [
    ["an empty new file", "", { state: "added" }, ["new file mode 100644"]],
    ["a deleted script", "x\n", { state: "deleted", executable: true, wasExecutable: true }, ["deleted file mode 100755", "+++ /dev/null", "-x"]],
    ["a file made executable", "x\n", { content: Buffer.from("x\n"), executable: true }, ["old mode 100644", "new mode 100755"]],
    ["a link", "", { state: "added", kind: "link", content: Buffer.from("target") }, ["new file mode 120000", "+target"]],
    ["a binary file", "", { content: Buffer.from([0, 255]) }, ["Binary files a/a.txt and b/a.txt differ"]],
    ["a file too large to keep", "x\n", { content: undefined }, ["Binary files a/a.txt and b/a.txt differ"]],
    ["a name with a line break", "", { path: "a\nb", state: "added", content: Buffer.from("x\n") }, ['+++ "b/a\\nb"']],
  ];
  it.each(cases)("%s", (_name, before, fields, expected) => {
    const lines = diffOf(before, fields).split("\n");
    for (const line of expected) expect(lines).toContain(line);
  });

  it("of two large and wholly different texts stays bounded", () => {
    const lines = (prefix: string) => Array.from({ length: 20_000 }, (_, index) => `${prefix}${index}\n`).join("");
    expect(diffOf(lines("a"), { content: Buffer.from(lines("b")) }).split("\n").length).toBeGreaterThan(40_000);
  });

  it("of many files that are dear to compare shares one bound of work", () => {
    const lines = (step: number) => Buffer.from(Array.from({ length: 6000 }, (_, index) => `${index * step}\n`).join(""));
    const changes = Array.from({ length: 150 }, (_, index) => change({ path: `${index}`, content: lines(index + 2) }));
    const { text, isTruncated } = formatWorkspaceDiff(changes, () => lines(1), 64 * 1024 * 1024);
    expect([text.split("diff --git").length, isTruncated]).toEqual([151, false]);
  });

  it("names every file, and leaves text out beyond its limit", () => {
    const changes = ["a", "b", "c"].map((path) => change({ path, state: "added", content: Buffer.from(path.repeat(600) + "\n") }));
    const { text, isTruncated } = formatWorkspaceDiff(changes, () => undefined, 1500);
    expect(text.match(/^(?:diff --git|Binary files).*$/gm)).toEqual(["diff --git a/a b/a", "diff --git a/b b/b", "diff --git a/c b/c", "Binary files /dev/null and b/c differ"]);
    expect(isTruncated).toBe(true);
  });

  it("of millions of lines holds none of them alone", () => {
    const text = diffOf("a\n".repeat(1_000_000), { content: Buffer.from("\n".repeat(4_000_000)) });
    expect(text.split("\n", 5)).toEqual(["diff --git a/a.txt b/a.txt", "--- a/a.txt", "+++ b/a.txt", "@@ -1,1000000 +1,4000000 @@", "-a"]);
  });

  it("quotes names as git reads them", () => {
    expect(diffOf("", { path: 'a\u0001"\\\t\u007f', state: "added", content: Buffer.from("x\n") })).toContain('\n+++ "b/a\\001\\"\\\\\\t\\177"\n');
  });
});
