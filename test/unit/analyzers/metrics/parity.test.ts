// Compares the compatibility modes with answers of the real tools, recorded by `npx jiti scripts/compare-metrics.ts --record`.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compatibilities } from "../../../../src/analyzers/metrics/compat/compatibility.ts";
import { type ToolRecord, comparisons } from "../../../oracles/metrics/compare-figures.ts";
import { parseAs } from "./parse-as.ts";

const folder = fileURLToPath(new URL("../../../oracles/metrics/", import.meta.url));

describe.each(compatibilities)("$id", ({ id, measure }) => {
  // Written by the recording script in exactly this shape.
  const answers = JSON.parse(readFileSync(`${folder}recorded/${id}.json`, "utf8")) as ToolRecord[];

  it.each(answers)("gives the tool's figures for $path", async (answer) => {
    expect(answer.error).toBeUndefined();
    const text = readFileSync(`${folder}cases/${answer.path}.txt`, "utf8");
    const figures = measure({ path: answer.path, tree: await parseAs(answer.path, text) });
    const result = comparisons[id]!(figures, answer, text);
    expect(result.differences).toEqual([]);
    expect(result.figures).toBeGreaterThan(0);
  });

  it("is recorded for some case", () => {
    expect(answers.length).toBeGreaterThan(0);
  });
});

describe("the comparison itself", () => {
  it.each(compatibilities)("notices a wrong figure of $id", async ({ id, measure }) => {
    const answers = JSON.parse(readFileSync(`${folder}recorded/${id}.json`, "utf8")) as ToolRecord[];
    const answer = answers.find((entry) => entry.path.startsWith("control") || entry.path.startsWith("old"))!;
    const text = readFileSync(`${folder}cases/${answer.path}.txt`, "utf8");
    const figures = measure({ path: answer.path, tree: await parseAs(answer.path, `${text}\nif (x) { (function f() { if (a && b) { ; } }); }\n`.replace(/if \(x\).*/, answer.path.endsWith(".py") ? "if x: pass" : "$&")) });
    expect(comparisons[id]!(figures, answer, text).differences).not.toEqual([]);
  });
});
