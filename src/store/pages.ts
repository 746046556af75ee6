// Cuts lists into pages by time and id: a cursor names a place in the order, so what others write shifts nothing.

import { AssayError } from "../model/errors.ts";
import type { Page, PageRequest } from "../model/origin.ts";

const standardLimit = 50;
const highestLimit = 500;

/** A place in a list, newest first. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

/** Throws `usage` for a limit that is none. */
export function readLimit({ limit = standardLimit }: PageRequest): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= highestLimit) return limit;
  throw new AssayError({ code: "usage", message: `limit: ${limit} is not a whole number from 1 to ${highestLimit}.`, nextStep: `Give a number from 1 to ${highestLimit}.` });
}

/** A bound in the form that times are stored in, so that texts compare as times do. Throws `usage`. */
export function readBound(text: string, name: string): string {
  const milliseconds = Date.parse(text);
  if (Number.isFinite(milliseconds)) return new Date(milliseconds).toISOString();
  throw new AssayError({ code: "usage", message: `${name}: ${JSON.stringify(text)} is no time.`, nextStep: "Give a time in ISO 8601, for instance 2026-01-31T12:00:00Z." });
}

/** Throws `cursor-invalid` for what no page gave. */
export function readCursor({ cursor }: PageRequest): Place | undefined {
  if (cursor === undefined || cursor === "") return undefined;
  try {
    const [at, id, ...rest] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (typeof at === "string" && typeof id === "string" && rest.length === 0) return { at, id };
  } catch {
    // Falls through: what cannot be read is wrong in the same way as what reads as something else.
  }
  throw wrongCursor();
}

export function wrongCursor(): AssayError {
  return new AssayError({ code: "cursor-invalid", message: "The cursor is none that a list gave.", nextStep: "Leave the cursor out to begin anew, or hand back `nextCursor` unchanged." });
}

/** `rows` hold one more than the page where there is more. */
export function cutPage<Row, Item>(rows: readonly Row[], limit: number, describe: { readonly item: (row: Row) => Item; readonly place: (row: Row) => Place }): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const items = kept.map(describe.item);
  if (rows.length <= limit || last === undefined) return { items };
  const { at, id } = describe.place(last);
  return { items, nextCursor: Buffer.from(JSON.stringify([at, id]), "utf8").toString("base64url") };
}
