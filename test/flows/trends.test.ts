// `assay trends` on a history that is known: each commit's findings are told, the second run finds them in the cache.

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

const flaw = (name: string): string => `import os\n\n\ndef ${name}(value):\n    if value:\n        os.system("ls " + value)\n\n\n${name}("x")\n`;

let box: Sandbox;
beforeEach(() => {
  box = makeSandbox();
  box.git("init", "-q", "-b", "main");
  const steps: readonly (readonly [message: string, files: Readonly<Record<string, string>>])[] = [
    ["Begin", { "clean.py": "print('a')\n" }],
    ["Bring a flaw \u202e", { "one.py": flaw("one") }],
    ["Bring another", { "two.py": flaw("two"), "one.py": `${flaw("one")}# later\n` }],
    ["Mend the first", { "one.py": "print('b')\n" }],
  ];
  for (const [message, files] of steps) {
    for (const [name, text] of Object.entries(files)) box.write(name, text);
    box.git("add", "-A");
    box.git("commit", "-q", "-m", message);
  }
  box.git("rm", "-q", "clean.py");
});
afterEach(() => box.remove());

interface Told {
  readonly points: readonly { readonly subject: string; readonly errors: number; readonly millipoints: number; readonly codeLines: number }[];
  readonly hotspots: readonly { readonly path: string; readonly commits: number }[];
}
const read = (...words: readonly string[]): Told => JSON.parse(box.assay(["trends", "--format", "json", ...words]).out) as Told;

describe("assay trends", () => {
  it("tells the findings of each commit as a scan of it would, whatever the work tree holds", () => {
    const { points } = read();
    expect(points.map(({ errors }) => errors)).toEqual([0, 1, 2, 1]);
    box.git("commit", "-q", "-m", "Take the clean one away");
    for (const [index, { millipoints, codeLines }] of points.entries()) {
      box.git("checkout", "-q", `HEAD~${points.length - index}`);
      const { score } = JSON.parse(box.assay(["scan", "--format", "json"]).out) as { score: { millipoints: number; codeLines: number } };
      expect([millipoints, codeLines]).toEqual([score.millipoints, score.codeLines]);
      box.git("checkout", "-q", "main");
    }
  });

  it("says the same from the cache and without it", () => {
    const cold = read("--no-cache");
    expect(read()).toEqual(cold);
    expect(read()).toEqual(cold);
  });

  it("draws a line a commit, and lets no message steer the terminal", () => {
    const { code, out } = box.assay(["trends", "--last", "3"]);
    expect(code).toBe(0);
    const lines = out.split("\n").filter((line) => /^\d{4}-/.test(line));
    expect(lines.map((line) => line.replace(/^.* {2}/, ""))).toEqual(["Bring a flaw \\u{202e}", "Bring another", "Mend the first"]);
    expect(out).toContain("█");
  });

  it("names the file that changes often and is not simple", () => {
    box.write("two.py", `${flaw("two")}# again\n`);
    box.git("commit", "-qam", "Again");
    expect(read().hotspots[0]).toMatchObject({ path: "two.py", commits: 2 });
  });

  it("puts the trends into the page", () => {
    expect(box.assay(["trends", "--output", "html=../trends.html"]).code).toBe(0);
    expect(readFileSync(box.path("../trends.html"), "utf8")).toContain('"subject":"Mend the first"');
  });

  it("says what it needs where there is no repository", () => {
    const bare = makeSandbox({ "a.py": "x = 1\n" });
    expect(bare.assay(["trends"])).toMatchObject({ code: 2, err: expect.stringContaining("no git repository") });
    bare.remove();
  });
});
