// Gives each finding an identity that survives moved lines, reindenting, reformatting, reordering and renamed files.

import { hash } from "node:crypto";
import type { FindingIdentity } from "../model/finding.ts";
import { normaliseCode } from "./normalise-code.ts";

/** At most this much before and behind the region, and of the region itself, is looked at: a minified line is no context. */
const maxContextUnits = 400;
const maxAnchorUnits = 10_000;

/** What a finding's identity is made from; computed where the file's text and tree are at hand. */
export interface FingerprintInput {
  readonly ruleId: string;
  /** Names of the enclosing classes and functions, outermost first; empty at module level. */
  readonly scope: readonly string[];
  /** The innermost of them: what names its code, less all these names. */
  readonly body?: { readonly names: readonly string[]; readonly digest: string } | undefined;
  /** The file's text. */
  readonly text: string;
  /** The finding's region, 0-based UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Where the data comes from: with another source it is another finding, though the sink stays. */
  readonly source?: { readonly start: number; readonly end: number } | undefined;
  /** Comments of the file, sorted: they are no part of the identity. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/** Pure. The path is not part of it, so that a renamed file keeps its findings. */
export function fingerprintKey(input: FingerprintInput): FindingIdentity {
  const { ruleId, scope, source, body } = input;
  const anchors = [input, ...(source === undefined ? [] : [source])].map(({ start, end }): Anchor => {
    const code = codeWithoutComments(input, start, Math.min(end, start + maxAnchorUnits));
    return { code, normalised: normaliseCode(code) };
  });
  return {
    key: digest(["assayFinding/v1", ruleId, scope.join("."), ...anchors.map(({ normalised }) => normalised)]),
    context: digest([normaliseCode(neighbouringLines(input))]),
    ...(body === undefined ? {} : { body: digest([ruleId, body.digest, ...anchors.map((anchor) => withoutNames(anchor, body.names))]) }),
  };
}

interface Anchor {
  readonly code: string;
  readonly normalised: string;
}

/** Most code does not speak of the function that it stands in. */
function withoutNames({ code, normalised }: Anchor, names: readonly string[]): string {
  const rest = withoutWords(code, names);
  return rest === code ? normalised : normaliseCode(rest);
}

/** The code without some of its words: names of functions and classes stand in their headers and where they speak of themselves. */
export function withoutWords(code: string, words: readonly string[]): string {
  return words.reduce(withoutWord, code);
}

function withoutWord(code: string, word: string): string {
  let kept = "";
  let from = 0;
  for (let at = word === "" ? -1 : code.indexOf(word); at !== -1; at = code.indexOf(word, at + 1)) {
    if (at < from || joinsBefore(code, at) || joinsBehind(code, at + word.length)) continue;
    kept += code.slice(from, at);
    from = at + word.length;
  }
  return kept + code.slice(from);
}

const wordCharacter = /^[\p{L}\p{N}_$]$/u;
const surrogateUnits = 2;

function joinsBefore(code: string, at: number): boolean {
  // A character of two units is looked at whole: its second half alone is no letter.
  const pair = at < surrogateUnits ? undefined : code.codePointAt(at - surrogateUnits);
  return isWordCharacter(pair !== undefined && pair > 0xffff ? pair : at === 0 ? undefined : code.charCodeAt(at - 1));
}

function joinsBehind(code: string, at: number): boolean {
  return isWordCharacter(code.codePointAt(at));
}

function isWordCharacter(point: number | undefined): boolean {
  return point !== undefined && wordCharacter.test(String.fromCodePoint(point));
}

/** A finding on the way to its fingerprint. */
export interface KeyedFinding extends FindingIdentity {
  readonly path: string;
  readonly start: number;
}

/**
 * The fingerprints of all findings of a run, in the order of the input, each unique. Of several findings with one key
 * the first (by context, then path, then place) has the key itself; the others are told apart by their context, and
 * by a number only where that is equal too. So one that is mended leaves the others what they were.
 */
export function assignFingerprints(findings: readonly KeyedFinding[]): string[] {
  const groups = new Map<string, number[]>();
  findings.forEach((finding, index) => {
    const group = groups.get(finding.key);
    if (group === undefined) groups.set(finding.key, [index]);
    else group.push(index);
  });
  const fingerprints = new Array<string>(findings.length);
  const taken = new Set<string>(groups.keys());
  for (const [key, group] of groups) {
    group.sort((left, right) => compare(findings[left]!, findings[right]!));
    group.forEach((index, position) => {
      fingerprints[index] = position === 0 ? key : freeFingerprint(key, findings[index]!.context, taken);
    });
  }
  return fingerprints;
}

function freeFingerprint(key: string, context: string, taken: Set<string>): string {
  for (let occurrence = 1; ; occurrence++) {
    const fingerprint = digest([key, context, String(occurrence)]);
    if (taken.has(fingerprint)) continue;
    taken.add(fingerprint);
    return fingerprint;
  }
}

function compare(left: KeyedFinding, right: KeyedFinding): number {
  if (left.context !== right.context) return left.context < right.context ? -1 : 1;
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.start - right.start;
}

function digest(parts: readonly string[]): string {
  return digestText(JSON.stringify(parts));
}

/** 16 hexadecimal digits that stand for a text. */
export function digestText(text: string): string {
  return hash("sha256", text, "hex").slice(0, 16);
}

export function codeWithoutComments(input: Pick<FingerprintInput, "text" | "comments">, start: number, end: number): string {
  let code = "";
  let at = start;
  for (let index = firstCommentAfter(input.comments, start); index < input.comments.length; index++) {
    const comment = input.comments[index]!;
    if (comment.start >= end) break;
    code += input.text.slice(at, Math.max(at, comment.start));
    at = Math.max(at, comment.end);
  }
  return code + input.text.slice(at, Math.max(at, end));
}

/** Index of the first comment that ends after the offset: a file may have very many of both comments and findings. */
export function firstCommentAfter(comments: FingerprintInput["comments"], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nearest code before the region's first line, the rest of the region's lines, and the nearest code after. */
function neighbouringLines(input: FingerprintInput): string {
  const { text, start, end } = input;
  const windowStart = Math.max(0, start - maxContextUnits);
  const before = text.slice(windowStart, start);
  const firstStart = windowStart + before.lastIndexOf("\n") + 1;
  const after = text.slice(end, end + maxContextUnits);
  const lineBreak = after.indexOf("\n");
  const lastEnd = end + (lineBreak === -1 ? after.length : lineBreak);
  return [
    codeBefore(input, windowStart, firstStart),
    codeWithoutComments(input, firstStart, start),
    codeWithoutComments(input, end, lastEnd),
    codeAfter(input, lastEnd, end + maxContextUnits),
  ].join("\n");
}

/** The last line with code between two offsets; "" where there is none. A line that is cut off does not count. */
function codeBefore(input: FingerprintInput, from: number, to: number): string {
  const lines = codeWithoutComments(input, from, to).split("\n");
  if (from > 0) lines.shift();
  return lines.findLast((line) => line.trim() !== "") ?? "";
}

/** The first line with code between two offsets. A line that is cut off does not count. */
function codeAfter(input: FingerprintInput, from: number, to: number): string {
  const lines = codeWithoutComments(input, from, Math.min(to, input.text.length)).split("\n");
  if (to < input.text.length) lines.pop();
  return lines.find((line) => line.trim() !== "") ?? "";
}
