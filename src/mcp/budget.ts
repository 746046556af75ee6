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
/** Between entries of a list. */
export const separatorTokens = 2;

/** The first of the items, as many as the tokens hold. */
export function takeWithin<Item>(items: readonly Item[], tokens: number, told: (item: Item) => readonly unknown[] = (item) => [item]): Item[] {
  let used = 0;
  const end = items.findIndex((item) => {
    used += told(item).reduce((sum: number, part) => sum + estimateJson(part), separatorTokens);
    return used > tokens;
  });
  return end === -1 ? [...items] : items.slice(0, end);
}

/** What a reply consists of, as far as its length goes. */
interface Measured {
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly links?: readonly object[];
}

/** Longest texts and most entries of lists within lists, one step after the other until a reply fits. */
const reductions: readonly (readonly [units: number, entries: number])[] = [[1_000, 40], [300, 20], [100, 10], [50, 5], [24, 2], [16, 1]];
/** Names, braces and content types around data and text, and around each link. */
const envelopeTokens = 45;
const linkTokens = 12;
const fewestTextTokens = 60;
/** What the sentence about a cut may take beyond its allowance. */
const cutTokens = 4;

/**
 * Holds a reply to its tokens where one entry alone is longer than they allow: the text repeats the data and is cut
 * first, then texts and inner lists of the data. Lists at the top keep their entries, because cursors count them.
 */
export function fitReply<Fitted extends Measured>(reply: Fitted, maxTokens: number): Fitted {
  const links = reply.links ?? [];
  const room = maxTokens - envelopeTokens - estimateJson(links) - links.length * linkTokens;
  const wanted = estimateJson(reply.text);
  if (estimateJson(reply.data) + wanted <= room) return reply;
  let { data } = reply;
  for (const step of [undefined, ...reductions]) {
    // What is left out of a text or a list leaves its type as it was.
    if (step !== undefined) data = shorten(reply.data, { units: step[0], entries: step[1], depth: 0 }) as typeof data;
    const left = room - estimateJson(data);
    if (left >= Math.min(wanted, fewestTextTokens)) return { ...reply, data, text: cutMiddle(reply.text, left - cutTokens).text };
  }
  return { ...reply, data, text: cutMiddle(reply.text, fewestTextTokens).text };
}

/** What later calls need whole. */
const isName = (name: string): boolean => /(?:^id|Id|[cC]ursor|[hH]ash|commit)$/.test(name);

function shorten(value: unknown, limits: { readonly units: number; readonly entries: number; readonly depth: number }): unknown {
  const { units, entries, depth } = limits;
  if (typeof value === "string") return value.length <= units ? value : `${wellFormed(value.slice(0, units - 1))}…`;
  if (typeof value !== "object" || value === null) return value;
  const inner = { ...limits, depth: depth + 1 };
  if (Array.isArray(value)) return (depth <= 1 ? value : value.slice(0, entries)).map((item) => shorten(item, inner));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, isName(name) ? item : shorten(item, inner)]));
}

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
