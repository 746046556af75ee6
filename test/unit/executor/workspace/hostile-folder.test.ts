// A working folder that somebody hostile prepared, or changes meanwhile, neither holds the service up nor leads it out.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Executor } from "../../../../src/executor/executor.ts";

let folder = "";
const project = () => join(folder, "project");
const executor = () => new Executor({ policy: { allowedRoots: [folder] } });
beforeAll(() => {
  folder = mkdtempSync("/var/tmp/assay-test-");
  execFileSync("chmod", ["755", folder]);
  mkdirSync(join(folder, "secret"));
  writeFileSync(join(folder, "secret/inner.txt"), "the secret");
  writeFileSync(join(folder, "outside.json"), '{"type":"module"}');
});
afterAll(() => rmSync(folder, { recursive: true }));

function makeProject(): void {
  rmSync(project(), { recursive: true, force: true });
  mkdirSync(join(project(), "sub"), { recursive: true });
  writeFileSync(join(project(), "sub/inner.txt"), "harmless");
}

describe("names that the executor itself reads", () => {
  const cases: readonly (readonly [string, () => void])[] = [
    ["are pipes that nobody writes to", () => ["package.json", "main.js", "tsconfig.json"].forEach((name) => execFileSync("mkfifo", [join(project(), name)]))],
    ["are links out of the folder", () => ["package.json", "main.js"].forEach((name) => symlinkSync(join(folder, "outside.json"), join(project(), name)))],
    ["are larger than any such file", () => {
      writeFileSync(join(project(), "main.js"), "");
      truncateSync(join(project(), "main.js"), 300 * 1024 * 1024);
    }],
  ];
  it.each(cases)("%s", async (_name, prepare) => {
    makeProject();
    prepare();
    const code = "console.log(typeof require, require('fs').readFileSync('sub/inner.txt', 'utf8'))";
    const { result } = await new Executor({ policy: { allowedRoots: [folder], workspaceBytes: 1024 ** 3 } }).run({ language: "javascript", code, workingDirectory: project() });
    expect(result.stdout, result.stderr).toBe("function harmless\n");
  });
});

describe("a folder that becomes a link while it is used", () => {
  const swap = (): void => {
    renameSync(join(project(), "sub"), join(project(), "moved"));
    symlinkSync(join(folder, "secret"), join(project(), "sub"));
  };

  it("leads a program out that checks first and opens later", () => {
    makeProject();
    const checked = join(project(), "sub/inner.txt");
    expect(realpathSync(checked).startsWith(realpathSync(project()))).toBe(true);
    swap();
    expect(readFileSync(checked, "utf8")).toBe("the secret");
  });

  it("does not lead the copy or the diff out, whenever it happens", async () => {
    for (let round = 0; round < 12; round += 1) {
      makeProject();
      const timer = setTimeout(swap, round * 12);
      const code = "rm -f sub/inner.txt; find . -type f -exec cat {} +";
      const outcome = await executor().run({ command: ["bash", "-c", `cat sub/inner.txt; ${code}`], workingDirectory: round % 2 === 0 ? project() : join(project(), "sub"), diff: true }).catch((error: unknown) => error);
      clearTimeout(timer);
      expect(JSON.stringify(outcome)).not.toContain("the secret");
    }
  });

  it("does not show what was put in the place of a copied file", async () => {
    makeProject();
    const following = { onOutput: swap };
    const { result } = await executor().run({ command: ["bash", "-c", "echo ready; sleep 0.3; rm sub/inner.txt"], workingDirectory: project(), diff: true }, following);
    expect(result.diff).toContain("deleted file mode");
    expect(result.diff).not.toContain("the secret");
  });
});
