// A fingerprint survives generated edits that keep its flaw and changes with those that change it: the short form.

import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { changingEdits, judgeChanging, judgeKeeping, keepingEdits, readSamples } from "../../support/fingerprint-edits.ts";
import { randomFrom } from "../../../scripts/fuzz-mutations.ts";

const samples = readSamples(fileURLToPath(new URL("../../..", import.meta.url)));
const judgedEach = 6;

describe.each([
  ["keeps", Object.keys(keepingEdits), judgeKeeping],
  ["changes", Object.keys(changingEdits), judgeChanging],
] as const)("an edit that %s the flaw", (_kind, edits, judge) => {
  it.each(edits)("%s", async (edit) => {
    const random = randomFrom(11);
    const wrong: string[] = [];
    let judged = 0;
    for (let turn = 0; judged < judgedEach && turn < 200; turn++) {
      const outcome = await judge(edit, samples[Math.floor(random() * samples.length)]!, random);
      if (outcome === undefined || outcome.result === "lost-flaw") continue;
      judged += 1;
      if (outcome.result === "wrong") wrong.push(`${outcome.path}: ${outcome.detail}`);
    }
    expect(judged).toBe(judgedEach);
    expect(wrong).toEqual([]);
  });
});
