// Code of other languages in notebooks, components, pages and strings, through the built command: places, fixes, comments, figures.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

const notebook = JSON.stringify(
  {
    cells: [
      { cell_type: "markdown", source: ["# Title"] },
      { cell_type: "code", outputs: [{ data: { "image/png": "x".repeat(90_000) } }], source: ["%matplotlib inline\n", "def f(a=[]):\n", "    return a\n"] },
      { cell_type: "code", source: ["k = f()\n", "if k is 'a':  # assay-ignore python/is-with-literal: told twice\n", "    pass\n", "# assay-ignore-next-line python/is-with-literal: known\n", "if k is 'b':\n", "    pass\n", "if k is 'c':\n", "    pass"] },
    ],
    metadata: { kernelspec: { language: "python" } },
    nbformat: 4,
  },
  null,
  1,
);

const files = {
  "notes.ipynb": notebook,
  "part.vue": `<template><my-button :x="used" /></template>
<script setup lang="ts">
import MyButton from "./MyButton.vue";
import { used, spare } from "./x";
function go(x: number) { return x === NaN ? "SELECT a FROM t WHERE b = NULL" : ""; }
// assay-ignore-next-line javascript/comparison-with-nan: shown in a test
export const known = 1 === NaN;
</script>
`,
  "page.html": `<!-- a page -->
<script type="application/json">{"a": NaN === 1}</script>
<script>
  const q = {{ value }};
  alert(q === NaN);
  show({ {% if a %} mode: 1, {% else %} mode: 2, {% endif %} end: 3, end: 4 });
</script>
`,
  "store.py": `def f(cursor, wanted):
    cursor.execute(
        "SELECT a\\n"
        f"FROM t WHERE b = {wanted!r}"
        " AND c = NULL"
    )
    cursor.execute("SELECT a FROM t WHERE b = NULL")  # assay-ignore sql/null-comparison: shown in a test
`,
  "deep.vue": `<script>\nlet a = ${"[\n".repeat(1_200)}${"]\n".repeat(1_200)};\n</script>\n`,
};

interface Report {
  readonly complete: boolean;
  readonly findings: readonly { path: string; language: string; ruleId: string; message: string; region: { startLine: number; startColumn: number }; fix?: { edits: readonly { region: { startLine: number; startColumn: number } }[] } }[];
  readonly suppressed: readonly { path: string; ruleId: string; region: { startLine: number }; suppression: { line: number; justification: string } }[];
  readonly files: readonly { path: string; codeLines: number; totalLines: number }[];
}

/** 1-based line of a text in the notebook's file, where it stands as JSON. */
const lineOf = (text: string): number => notebook.slice(0, notebook.indexOf(text)).split("\n").length;
const functionLine = lineOf("def f(");
const laterLine = lineOf("is 'c'");

let sandbox: Sandbox;
const scan = (...words: string[]): string => sandbox.assay(["scan", ".", "--format", "json", ...words]).out;
let report: Report;

beforeAll(() => {
  sandbox = makeSandbox(files);
  for (const [name, content] of Object.entries(files)) sandbox.write(name, content);
  report = JSON.parse(scan("--no-cache")) as Report;
});

afterAll(() => sandbox.remove());

const found = (path: string): string[] =>
  report.findings
    .filter((finding) => finding.path === path)
    .map(({ language, ruleId, region, fix }) => `${region.startLine}:${region.startColumn} ${language} ${ruleId}${fix === undefined ? "" : " fix"}`)
    .sort();

describe("findings", () => {
  it("stand at their lines of a notebook, name the cell, and offer no fix", () => {
    expect(found("notes.ipynb")).toEqual([`${functionLine}:14 python python/mutable-default-argument`, `${laterLine}:9 python python/is-with-literal`]);
    expect(report.findings.filter(({ path }) => path === "notes.ipynb").map(({ message }) => message.split(":")[0]).sort()).toEqual(["Cell 2, line 2", "Cell 3, line 7"]);
  });

  it("stand at their places in a component, with fixes there", () => {
    expect(found("part.vue")).toEqual(["4:16 javascript/unused-import".replace(" ", " typescript ") + " fix", "5:33 typescript javascript/comparison-with-nan fix", "5:68 sql sql/null-comparison fix"]);
  });

  it("stand at their places in a page whose templates are holes, and branches of one are not taken for neighbours", () => {
    expect(found("page.html")).toEqual(["5:9 javascript javascript/comparison-with-nan fix", "6:70 javascript javascript/duplicate-object-key"]);
  });

  it("stand at their places in strings of several parts", () => {
    expect(found("store.py").filter((line) => line.includes("sql/"))).toEqual(["5:15 sql sql/null-comparison fix"]);
  });
});

it("are silenced by comments inside the code and around it", () => {
  expect(report.suppressed.map(({ path, ruleId, region, suppression }) => `${path}:${region.startLine} ${ruleId} ${suppression.line}`).sort()).toEqual([
    `notes.ipynb:${lineOf("is 'a'")} python/is-with-literal ${lineOf("is 'a'")}`,
    `notes.ipynb:${lineOf("is 'b'")} python/is-with-literal ${lineOf("is 'b'") - 1}`,
    "part.vue:7 javascript/comparison-with-nan 6",
    "store.py:7 sql/null-comparison 7",
  ]);
});

it("are the same with one worker or two, cold and from the cache", () => {
  const plain = scan("--no-cache");
  expect(scan("--no-cache", "--jobs", "2")).toBe(plain);
  expect(scan()).toBe(plain);
  expect(scan()).toBe(plain);
});

it("leaves code that nests too deeply to a process of its own", () => {
  expect(report.files.find(({ path }) => path === "deep.vue")?.totalLines).toBe(2_403);
});

it("counts functions at their lines, and in a notebook only the lines of cells", () => {
  const metrics = JSON.parse(sandbox.assay(["metrics", "--format", "json", "notes.ipynb", "part.vue", "page.html"]).out) as {
    files: readonly { path: string; lines: { code: number; comment: number }; functions: readonly { name: string; startLine: number; endLine: number }[] }[];
  };
  const figures = metrics.files.map(({ path, lines, functions }) => `${path} ${lines.code}+${lines.comment} ${functions.map(({ name, startLine, endLine }) => `${name} ${startLine}-${endLine}`).join(" ")}`);
  expect(figures).toEqual([`notes.ipynb 9+1 f ${functionLine}-${functionLine + 1}`, "page.html 6+1 ", "part.vue 7+1 go 5-5"]);
});
