import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateJson, type Told } from "../../../src/mcp/budget.ts";
import { pageOfStore } from "../../../src/mcp/stored-page.ts";

interface Entry {
  readonly id: number;
  readonly text: string;
}

const tell = (entry: Entry): Told<Entry> => ({ data: entry, line: entry.text });

/** A list as the store gives it: by places that stay where they are, whatever is added before them. */
function storeOf(entries: readonly Entry[]): { readonly fetch: Parameters<typeof pageOfStore<Entry, Entry>>[0]["fetch"]; readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    fetch: async ({ limit, cursor }) => {
      asked += limit;
      const start = cursor === undefined ? 0 : entries.findIndex(({ id }) => String(id) === cursor) + 1;
      const items = entries.slice(start, start + limit);
      return start + limit < entries.length ? { items, nextCursor: String(items.at(-1)!.id) } : { items };
    },
  };
}

describe("pages of the store", () => {
  it("follow each other without loss or repetition, hold limit and budget, and leave no room that the next entry fits into", async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 450 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 300, max: 12_000 }), async (lengths, limit, maxTokens) => {
        const entries = lengths.map((length, id): Entry => ({ id, text: "x".repeat(length) }));
        const { fetch } = storeOf(entries);
        const weigh = (entry: Entry): number => estimateJson(entry) + estimateJson(entry.text) + 2;
        const room = maxTokens - 120;
        const seen: Entry[] = [];
        for (let cursor: string | undefined, pages = 0; pages === 0 || cursor !== undefined; pages++) {
          const { items, lines, nextCursor } = await pageOfStore({ fetch, tell, limit, cursor, maxTokens, taken: 0 });
          expect(items.length).toBeLessThanOrEqual(limit);
          expect(lines).toHaveLength(items.length);
          const used = items.reduce((sum, entry) => sum + weigh(entry), 0);
          if (items.length > 1) expect(used).toBeLessThanOrEqual(room);
          seen.push(...items);
          const next = entries[seen.length];
          expect(nextCursor !== undefined).toBe(next !== undefined);
          if (next !== undefined && items.length < limit) expect(used + weigh(next)).toBeGreaterThan(room);
          cursor = nextCursor;
        }
        expect(seen).toEqual(entries);
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it("ask for little more than they tell", async () => {
    const { fetch, asked } = storeOf(Array.from({ length: 10_000 }, (_, id) => ({ id, text: "x".repeat(300) })));
    const { items } = await pageOfStore({ fetch, tell, limit: 500, maxTokens: 8_000, taken: 0 });
    expect(asked()).toBeLessThanOrEqual(items.length * 2 + 100);
  });
});
