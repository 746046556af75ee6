// Gives each finding an identity that survives moved lines, reindenting, reformatting, reordering and renamed files.

import { createHash } from "node:crypto";
import { normaliseCode } from "./normalise-code.ts";

/** At most this much of each neighbouring line and of the anchor is looked at: a minified line is no context. */
const maxContextUnits = 400;
const maxAnchorUnits = 10_000;

/** What a finding's identity is made from; computed where the file's text and tree are at hand. */
export interface FingerprintInput {
  readonly ruleId: string;
  /** Names of the enclosing classes and functions, outermost first; empty at module level. */
  readonly scope: readonly string[];
  /** The file's text. */
  readonly text: string;
  /** The finding's region, 0-based UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Comments of the file, sorted: they are no part of the identity. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/** The half of the identity that one file alone can give; plain data that is cached with the finding. */
export interface FingerprintKey {
  /** Rule, enclosing names and code: 16 hexadecimal digits. */
  readonly key: string;
  /** The neighbouring lines: tells apart findings of the same key. 16 hexadecimal digits. */
  readonly context: string;
}

/** Pure. The path is not part of it, so that a renamed file keeps its findings. */
export function fingerprintKey(input: FingerprintInput): FingerprintKey {
  const anchor = codeWithoutComments(input, input.start, Math.min(input.end, input.start + maxAnchorUnits));
  return {
    key: digest(["assayFinding/v1", input.ruleId, input.scope.join("."), normaliseCode(anchor)]),
    context: digest([normaliseCode(neighbouringLines(input))]),
  };
}

/** A finding on the way to its fingerprint. */
export interface KeyedFinding extends FingerprintKey {
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
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

function codeWithoutComments(input: FingerprintInput, start: number, end: number): string {
  let code = "";
  let at = start;
  for (const comment of input.comments) {
    if (comment.end <= at) continue;
    if (comment.start >= end) break;
    code += input.text.slice(at, Math.max(at, comment.start));
    at = comment.end;
  }
  return code + input.text.slice(at, Math.max(at, end));
}

/** The nearest line with code before the region's first line, the lines of the region's ends, and the nearest after. */
function neighbouringLines(input: FingerprintInput): string {
  const { text } = input;
  const firstStart = text.lastIndexOf("\n", input.start - 1) + 1;
  const lineEnd = text.indexOf("\n", Math.max(input.start, input.end - 1));
  const lastEnd = lineEnd === -1 ? text.length : lineEnd;
  const before = nearestLine(input, firstStart, -1);
  const after = nearestLine(input, lastEnd, 1);
  const head = codeWithoutComments(input, Math.max(firstStart, input.start - maxContextUnits), input.start);
  const tail = codeWithoutComments(input, input.end, Math.min(lastEnd, input.end + maxContextUnits));
  return [before, head, tail, after].join("\n");
}

/** Looks a few lines up or down for one that holds code. */
function nearestLine(input: FingerprintInput, from: number, direction: 1 | -1): string {
  const { text } = input;
  let at = from;
  for (let line = 0; line < 20; line++) {
    const start = direction === 1 ? at + 1 : text.lastIndexOf("\n", at - 2) + 1;
    if (direction === 1 ? at >= text.length : at <= 0) return "";
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed;
    const bounded = direction === 1 ? Math.min(end, start + maxContextUnits) : end;
    const code = codeWithoutComments(input, Math.max(start, bounded - maxContextUnits), bounded).trim();
    if (code !== "") return code;
    at = direction === 1 ? end : start;
  }
  return "";
}
