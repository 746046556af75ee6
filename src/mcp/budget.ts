// Holds replies to a number of tokens: what does not fit is counted, and a cursor or a link leads to it.

import { createHash } from "node:crypto";
import { AssayError } from "../model/errors.ts";

/** Clients refuse replies of about 25,000 tokens; a reply is worth far fewer. */
export const defaultMaxTokens = 8_000;
export const fewestMaxTokens = 500;
export const mostMaxTokens = 20_000;

/**
 * An upper estimate of a text's tokens. Tokenisers differ: code and JSON take about three ASCII characters a token,
 * punctuation fewer, other scripts up to a token a character or more.
 */
export function estimateTokens(text: string): number {
  let thirds = 0;
  for (let at = 0; at < text.length; at++) thirds += text.charCodeAt(at) < 128 ? 1 : 4;
  return Math.ceil(thirds / 3);
}

export function estimateJson(value: unknown): number {
  return estimateTokens(JSON.stringify(value) ?? "");
}

/** Where a list goes on, and of which list: another one is not continued by it. */
interface Cursor {
  readonly offset: number;
  readonly digest: string;
}

/** One item as the reply tells it: as data, and as a line of the text. */
export interface Told<Data> {
  readonly data: Data;
  readonly line: string;
}

export interface Page<Data> {
  readonly items: readonly Data[];
  readonly lines: readonly string[];
  readonly total: number;
  readonly isTruncated: boolean;
  /** Gives the next page when it is sent with the same arguments. */
  readonly nextCursor?: string;
}

export interface PageRequest<Item, Data> {
  readonly items: readonly Item[];
  readonly tell: (item: Item) => Told<Data>;
  readonly cursor?: string | undefined;
  readonly maxTokens: number;
  /** Tokens that the rest of the reply takes. */
  readonly taken: number;
}

/** As many items as fit, one at least. Throws `usage` for a cursor of another list. */
export function pageWithin<Item, Data>(request: PageRequest<Item, Data>): Page<Data> {
  const { items, tell } = request;
  const digest = digestOf(items);
  const offset = request.cursor === undefined ? 0 : readCursor(request.cursor, digest);
  const room = request.maxTokens - request.taken - cursorTokens;
  const told: Told<Data>[] = [];
  let used = 0;
  for (const item of items.slice(offset)) {
    const next = tell(item);
    used += estimateJson(next.data) + estimateJson(next.line) + separatorTokens;
    if (used > room && told.length > 0) break;
    told.push(next);
  }
  const end = offset + told.length;
  return {
    items: told.map(({ data }) => data),
    lines: told.map(({ line }) => line),
    total: items.length,
    isTruncated: end < items.length,
    ...(end < items.length ? { nextCursor: writeCursor({ offset: end, digest }) } : {}),
  };
}

const cursorTokens = 60;
const separatorTokens = 2;

/** The whole text where it fits, else its beginning and its end with a line between that counts what is left out. */
export function cutMiddle(text: string, maxTokens: number): { readonly text: string; readonly omittedCharacters: number } {
  if (estimateJson(text) <= maxTokens) return { text, omittedCharacters: 0 };
  const share = Math.max(0, maxTokens - 20);
  const head = text.slice(0, reach(text, 0, 1, Math.floor(share / 3)));
  const tail = text.slice(text.length - reach(text, text.length - 1, -1, share - Math.floor(share / 3)));
  const omittedCharacters = text.length - head.length - tail.length;
  return { text: `${wellFormed(head)}\n[… ${omittedCharacters} characters left out …]\n${wellFormed(tail)}`, omittedCharacters };
}

/** A cut may fall between the halves of a character. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** How many characters from `start` in a direction make up so many tokens. JSON writes some characters as two to six. */
function reach(text: string, start: number, step: 1 | -1, tokens: number): number {
  let left = tokens * 3;
  let count = 0;
  for (let at = start; at >= 0 && at < text.length; at += step) {
    left -= weigh(text.charCodeAt(at));
    if (left < 0) break;
    count++;
  }
  return count;
}

function weigh(unit: number): number {
  if (unit < 32) return unit === 10 || unit === 9 || unit === 13 ? 2 : 6;
  if (unit === 34 || unit === 92) return 2;
  return unit < 128 ? 1 : 4;
}

function digestOf(items: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(items)).digest("hex").slice(0, 12);
}

function writeCursor({ offset, digest }: Cursor): string {
  return Buffer.from(`${offset}.${digest}`).toString("base64url");
}

function readCursor(text: string, digest: string): number {
  const [offset, of] = Buffer.from(text, "base64url").toString("latin1").split(".");
  const isNumber = offset !== undefined && /^\d{1,9}$/.test(offset);
  if (isNumber && of === digest) return Number(offset);
  throw new AssayError({
    code: "usage",
    message: isNumber && of !== undefined ? "What the cursor continues has changed since." : "This is no cursor of this tool.",
    nextStep: "Call again without `cursor`.",
  });
}
