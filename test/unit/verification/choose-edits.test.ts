// Fixes that touch wait for each other, shared edits are made once, line ends stay those of the file.

import { expect, it } from "vitest";
import type { Edit } from "../../../src/model/finding.ts";
import { type FixableFinding, applyFixes, chooseFixes } from "../../../src/verification/choose-edits.ts";

/** Only what is looked at here. */
function finding(ruleId: string, ...edits: Edit[]): FixableFinding {
  return { ruleId, fix: { description: "", safety: "safe", edits } } as unknown as FixableFinding;
}

const at = (start: number, end: number, replacement: string): Edit => ({ start, end, replacement });

it.each<[string, string, FixableFinding[], string[], string]>([
  ["apart", "a b c", [finding("y", at(4, 5, "C")), finding("x", at(0, 1, "A"))], ["x", "y"], "A b C"],
  ["one inside the other", "abcdef", [finding("x", at(0, 4, "X")), finding("y", at(2, 3, "Y"))], ["x"], "Xef"],
  ["side by side", "abcdef", [finding("x", at(0, 2, "X")), finding("y", at(2, 4, "Y"))], ["x"], "Xcdef"],
  ["at the same place", "ab", [finding("x", at(1, 1, "X")), finding("y", at(1, 1, "Y"))], ["x"], "aXb"],
  ["a shared line", "a\nb\nc\n", [finding("x", at(0, 0, "import m\n"), at(2, 3, "B")), finding("y", at(0, 0, "import m\n"), at(4, 5, "C"))], ["x", "y"], "import m\na\nB\nC\n"],
  ["two lines at one place", "a\nb\n", [finding("x", at(0, 0, "import n\n"), at(0, 1, "A")), finding("y", at(0, 0, "import m\n"), at(2, 3, "B"))], ["x", "y"], "import m\nimport n\nA\nB\n"],
  ["carriage returns", "a\r\nb\r\n", [finding("x", at(3, 3, "x\ny\n"))], ["x"], "a\r\nx\r\ny\r\nb\r\n"],
  ["a line that came with carriage returns", "a\nb\n", [finding("x", at(2, 2, "x\r\n"))], ["x"], "a\nx\nb\n"],
])("%s", (_, text, findings, chosen, result) => {
  const choice = chooseFixes(text, findings);
  expect(choice.chosen.map(({ ruleId }) => ruleId)).toEqual(chosen);
  expect(choice.deferred.map(({ ruleId }) => ruleId)).toEqual(findings.map(({ ruleId }) => ruleId).filter((id) => !chosen.includes(id)));
  expect(applyFixes(text, choice.chosen)).toBe(result);
});
