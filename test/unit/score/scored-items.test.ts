// The order of scored items is that of their fingerprints as texts, whatever stands in these.

import fc from "fast-check";
import { expect, it } from "vitest";
import { toScoredItems } from "../../../src/score/scored-items.ts";
import { makeFinding } from "./findings.ts";

const fingerprints = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\u007f", "\u0080", "é", "\uffff"), maxLength: 10 }), { maxLength: 12 });

it("orders items by their fingerprints as texts are ordered", () => {
  fc.assert(
    fc.property(fingerprints, (texts) => {
      const items = toScoredItems(texts.map((fingerprint) => ({ ...makeFinding({ category: "security" }), fingerprint })));
      expect(items.map(({ finding }) => finding.fingerprint)).toEqual([...texts].sort());
    }),
  );
});
