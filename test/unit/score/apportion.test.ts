// Shares are whole, sum to the total and lie within one of the exact proportion.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion } from "../../../src/score/apportion.ts";

describe("apportion", () => {
  it.each<[number, number[], number[]]>([
    [10, [1, 1, 1], [4, 3, 3]],
    [100, [1, 2, 3, 4], [10, 20, 30, 40]],
    [7, [0, 5, 0], [0, 7, 0]],
    [2, [1, 1, 4], [1, 0, 1]],
    [100_000, [1, 200_000_000_001, 199_999_999_999], [0, 50_000, 50_000]],
    [0, [3, 4], [0, 0]],
    [5, [0, 0], [0, 0]],
    [5, [], []],
  ])("shares %d over %j as %j", (total, weights, shares) => {
    expect(apportion(total, weights)).toEqual(shares);
  });

  it("sums to the total and rounds no share by one or more", () => {
    const weights = fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.nat(100_000), weights, (total, list) => {
        const sum = list.reduce((subtotal, weight) => subtotal + weight, 0);
        fc.pre(sum > 0);
        const shares = apportion(total, list);
        expect(shares.reduce((subtotal, share) => subtotal + share, 0)).toBe(total);
        for (const [index, share] of shares.entries()) {
          expect(Math.abs(share - (total * list[index]!) / sum)).toBeLessThan(1);
        }
      }),
    );
  });
});
