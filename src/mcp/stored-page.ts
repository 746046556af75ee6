// Holds lists of the store to a number of tokens: what does not fit stays behind the cursor that the store itself gives.

import { z } from "zod";
import { estimateJson, separatorTokens, takeWithin, type Told } from "./budget.ts";

/** Part of a list as the verbs answer it. */
interface StoredPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

interface PageWanted<Item, Data> {
  /** The verb; `nextCursor` of its answer goes on behind the last item. */
  readonly fetch: (request: { readonly limit: number; readonly cursor?: string | undefined }) => Promise<StoredPage<Item>>;
  readonly tell: (item: Item) => Told<Data>;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly maxTokens: number;
  /** Tokens that the rest of the reply takes. */
  readonly taken: number;
}

export interface ToldPage<Data> {
  readonly items: Data[];
  readonly lines: string[];
  readonly nextCursor?: string;
}

/** Arguments of every such list. */
export const storedPageArguments = {
  limit: z.number().int().min(1).max(500).default(50).describe("most entries of the reply"),
  cursor: z.string().max(4_000).optional().describe("`nextCursor` of an earlier reply, sent with the same arguments"),
};

/** What every such reply says beside its list. */
export const storedPageFields = {
  truncated: z.boolean().describe("true where there is more: send `nextCursor`"),
  nextCursor: z.string().optional(),
};

const frameTokens = 120;

/** Entries that are asked for at once: a reply seldom holds more. */
const entriesAtOnce = 100;

/** As many entries as fit, one at least. */
export async function pageOfStore<Item, Data>({ fetch, tell, limit, cursor, maxTokens, taken }: PageWanted<Item, Data>): Promise<ToldPage<Data>> {
  const told: Told<Data>[] = [];
  let room = maxTokens - taken - frameTokens;
  let from = cursor;
  for (let wanted = Math.min(limit, entriesAtOnce); ; ) {
    const page = await fetch({ limit: wanted, cursor: from });
    const part = page.items.map(tell);
    const fitting = takeWithin(part, room, ({ data, line }) => [data, line]).length;
    const isWhole = fitting === part.length || (told.length === 0 && part.length === 1);
    if (!isWhole && (fitting > 0 || told.length === 0)) {
      // The store gives a cursor for the end of a page alone, so a shorter page is asked for.
      wanted = Math.max(1, fitting);
      continue;
    }
    if (isWhole) told.push(...part);
    const { nextCursor } = isWhole ? page : { nextCursor: from };
    if (!isWhole || nextCursor === undefined || told.length >= limit || part.length < entriesAtOnce) {
      return { items: told.map(({ data }) => data), lines: told.map(({ line }) => line), ...(nextCursor === undefined ? {} : { nextCursor }) };
    }
    room -= part.reduce((sum, { data, line }) => sum + estimateJson(data) + estimateJson(line) + separatorTokens, 0);
    from = nextCursor;
    wanted = Math.min(limit - told.length, entriesAtOnce);
  }
}

/** The fields of the reply that speak of the page. */
export function pageFacts({ nextCursor }: { readonly nextCursor?: string }): { truncated: boolean; nextCursor?: string } {
  return { truncated: nextCursor !== undefined, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

export function moreLine({ nextCursor }: { readonly nextCursor?: string }): string[] {
  return nextCursor === undefined ? [] : ["There is more: call again with nextCursor."];
}
