// The order of findings is total and puts first what to do first.

import { describe, expect, it } from "vitest";
import { compareFindings } from "../../../src/findings/sort.ts";
import type { Sortable } from "../../../src/findings/sort.ts";

function finding(severity: Sortable["severity"], confidence: Sortable["confidence"], path = "a", start = 0, ruleId = "r", message = "m"): Sortable {
  return { severity, confidence, path, ruleId, message, region: { start, end: start + 1 } };
}

const inOrder: readonly Sortable[] = [
  finding("error", "high"),
  finding("error", "medium"),
  finding("error", "low"),
  finding("warning", "high", "B"),
  finding("warning", "high", "a", 3),
  finding("warning", "high", "a", 3, "s"),
  finding("warning", "high", "a", 3, "s", "n"),
  finding("warning", "high", "a", 20),
  finding("warning", "high", "é"),
  finding("warning", "medium"),
  finding("warning", "low"),
  finding("info", "high"),
  finding("info", "medium"),
  finding("info", "low"),
];

describe("compareFindings", () => {
  it("sorts from most to least urgent, then by place", () => {
    for (let shift = 0; shift < inOrder.length; shift++) {
      const shuffled = [...inOrder.slice(shift), ...inOrder.slice(0, shift)].reverse();
      expect(shuffled.sort(compareFindings)).toEqual(inOrder);
    }
  });

  it("answers 0 only for what nobody can tell apart, and is antisymmetric", () => {
    inOrder.forEach((left, i) => {
      inOrder.forEach((right, j) => expect(Math.sign(compareFindings(left, right))).toBe(Math.sign(i - j)));
    });
  });
});
