import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutMiddle, estimateJson, pageWithin } from "../../../src/mcp/budget.ts";

const tell = (text: string): { data: { text: string }; line: string } => ({ data: { text }, line: text });

describe("pageWithin", () => {
  it("gives every item once, in order, each page within its room", () => {
    const items = fc.array(fc.string({ maxLength: 200, unit: "grapheme" }), { maxLength: 60 });
    fc.assert(
      fc.property(items, fc.integer({ min: 500, max: 2_000 }), fc.integer({ min: 0, max: 300 }), (all, maxTokens, taken) => {
        const seen: string[] = [];
        for (let cursor: string | undefined, pages = 0; pages <= all.length; pages++) {
          const page = pageWithin({ items: all, tell, cursor, maxTokens, taken });
          const used = estimateJson(page.items) + page.lines.reduce((sum, line) => sum + estimateJson(line), 0);
          if (page.items.length > 1) expect(used).toBeLessThanOrEqual(maxTokens - taken);
          expect(page.total).toBe(all.length);
          seen.push(...page.items.map(({ text }) => text));
          cursor = page.nextCursor;
          expect(page.isTruncated).toBe(cursor !== undefined);
          if (cursor === undefined) break;
        }
        expect(seen).toEqual(all);
      }),
    );
  });

  it.each(["", "x", "MTIz", "OTk5OTk5OTk5OTk5LmFiYw", "-1"])("refuses the cursor %j", (cursor) => {
    expect(() => pageWithin({ items: ["a"], tell, cursor, maxTokens: 500, taken: 0 })).toThrow(expect.objectContaining({ code: "usage" }));
  });

  it("refuses a cursor whose list has changed", () => {
    const items = Array.from({ length: 50 }, (_, index) => `item ${index} ${"x".repeat(100)}`);
    const { nextCursor } = pageWithin({ items, tell, maxTokens: 500, taken: 0 });
    expect(() => pageWithin({ items: items.slice(1), tell, cursor: nextCursor, maxTokens: 500, taken: 0 })).toThrow("has changed since");
  });
});

describe("cutMiddle", () => {
  it("holds any text to its tokens and counts what it leaves out", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), fc.integer({ min: 40, max: 1_000 }), (text, tokens) => {
        const cut = cutMiddle(text, tokens);
        expect(estimateJson(cut.text)).toBeLessThanOrEqual(tokens + 3);
        if (cut.omittedCharacters === 0) expect(cut.text).toBe(text);
        else expect(cut.text).toContain(`${cut.omittedCharacters} characters left out`);
      }),
    );
  });

  it("keeps the beginning and the end, where errors stand", () => {
    const text = `first line\n${"middle\n".repeat(1_000)}last line`;
    const cut = cutMiddle(text, 100);
    expect(cut.text).toMatch(/^first line/);
    expect(cut.text).toMatch(/last line$/);
  });
});
