// Whatever happens in the child, the parent gets a result and goes on.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDisposable } from "../../../src/source/disposable-process.ts";

const limits = { timeoutMs: 20_000, maxHeapMb: 64 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-disposable-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An entry that does `body` with `message` and answers as answerDisposable does. */
function entry(name: string, body: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `process.once("message", ({ message }) => { const answer = (() => { ${body} })(); process.send({ answer }); });\n`);
  return file;
}

describe("runDisposable", () => {
  it.each<[string, string, unknown, unknown]>([
    ["a value", "return message.length;", "abc", 3],
    ["typed arrays", "return new Uint8Array(message);", new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    ["nothing", "return undefined;", null, undefined],
    ["a large text", "return message;", "x".repeat(3_000_000), "x".repeat(3_000_000)],
  ])("answers with %s", async (name, body, message, answer) => {
    expect(await runDisposable(entry(name.replaceAll(" ", "-"), body), message, limits)).toEqual({ outcome: "answered", answer });
  });

  it.each<[string, string, string]>([
    ["a throw", "throw new TypeError('broken tree');", "failed: TypeError: broken tree"],
    ["an exit", "process.exit(7);", "ended with exit code 7 without an answer"],
    ["a signal", "process.kill(process.pid, 'SIGSEGV'); for (;;);", "died of SIGSEGV, mostly a stack overflow"],
    ["a stack overflow", "const f = () => f() + 1; return f();", "overflowed its stack"],
    ["a full heap", "const all = []; for (;;) all.push(new Array(10_000).fill(all.length));", "ran out of memory"],
  ])("tells of %s", async (name, body, detail) => {
    expect(await runDisposable(entry(name.replaceAll(" ", "-"), body), "", limits)).toEqual({ outcome: "crashed", detail });
  });

  it("understands an entry that answers through answerDisposable", async () => {
    const module = new URL("../../../src/source/disposable-process.ts", import.meta.url).pathname;
    const file = join(folder, "real.mjs");
    writeFileSync(
      file,
      `import { createJiti } from ${JSON.stringify(import.meta.resolve("jiti"))};
const { answerDisposable } = await createJiti(import.meta.url).import(${JSON.stringify(module)});
answerDisposable(async (message) => { if (message.fail) throw new RangeError("Maximum call stack size exceeded"); return { doubled: message.value * 2 }; });
`,
    );
    expect(await runDisposable(file, { value: 21 }, limits)).toEqual({ outcome: "answered", answer: { doubled: 42 } });
    expect(await runDisposable(file, { fail: true }, limits)).toEqual({ outcome: "crashed", detail: "overflowed its stack" });
  });

  it("ends a child that hangs", async () => {
    const result = await runDisposable(entry("hang", "for (;;);"), "", { timeoutMs: 300, maxHeapMb: 64 });
    expect(result).toEqual({ outcome: "timeout", detail: "no answer within 300 ms" });
  });

  it("tells of an entry that does not exist", async () => {
    expect(await runDisposable(join(folder, "none.mjs"), "", limits)).toMatchObject({ outcome: "crashed" });
  });

  it("tells of an entry that ends before it is asked", async () => {
    const file = join(folder, "early.mjs");
    writeFileSync(file, "process.exit(0);\n");
    expect(await runDisposable(file, "x".repeat(1_000_000), limits)).toMatchObject({ outcome: "crashed" });
  });
});
