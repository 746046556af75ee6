// Finds clones across all files: winnowed fingerprints of token runs, extended to the longest match, gathered into classes.

import { countUntil } from "../../../model/count-until.ts";
import { findComponents } from "../strong-components.ts";
import { chooseFingerprints } from "./fingerprints.ts";
import { type TokenStream, nameToken } from "./tokens.ts";

export interface TokenisedFile {
  readonly path: string;
  readonly tokens: TokenStream;
}

export interface ClonePlace {
  readonly path: string;
  /** 1-based. */
  readonly startLine: number;
  readonly endLine: number;
}

export interface Clone {
  readonly tokens: number;
  readonly lines: number;
  /** True where names differ between the places. */
  readonly isRenamed: boolean;
  /** Two or more, in the order of paths and lines. */
  readonly places: readonly ClonePlace[];
}

export interface Duplication {
  readonly clones: readonly Clone[];
  readonly duplicatedLines: number;
  /** Share of all lines, 0 to 1. */
  readonly density: number;
}

export interface CloneLimits {
  /** Of a clone whose names are the same. */
  readonly minTokens: number;
  /** Of a clone whose names differ: short code looks alike by chance. */
  readonly minTokensRenamed: number;
  readonly minLines: number;
}

/** About what jscpd's 50 tokens and 5 lines come to: it counts white space and quotes as tokens too. */
export const defaultCloneLimits: CloneLimits = { minTokens: 30, minTokensRenamed: 50, minLines: 5 };

/** So many equal tokens at the end of a line say nothing. */
const mostChanceTokens = 3;

/** Of a hundred names in a renamed clone so many must be renamed alike: else the two only look alike. */
const consistentPercent = 80;

/** All files' tokens one after another, a unique separator between them. */
interface Corpus {
  readonly files: readonly TokenisedFile[];
  readonly codes: Uint32Array;
  readonly names: Uint32Array;
  readonly lines: Uint32Array;
  readonly fileStarts: readonly number[];
}

/** One match of two runs of tokens of the same length; `first` starts before `second`. */
interface Match {
  readonly first: number;
  readonly second: number;
  readonly length: number;
  readonly isRenamed: boolean;
}

/** `totalLines` are those of all files, for the density. */
export function findClones(files: readonly TokenisedFile[], totalLines: number, limits: CloneLimits = defaultCloneLimits): Duplication {
  const corpus = joinFiles(files);
  const matches = findMatches(corpus, limits).filter((match) => linesOf(corpus, match.first, match.length) >= limits.minLines);
  const clones = toClasses(corpus, matches);
  const duplicatedLines = countDuplicatedLines(clones);
  return { clones, duplicatedLines, density: totalLines === 0 ? 0 : duplicatedLines / totalLines };
}

function joinFiles(files: readonly TokenisedFile[]): Corpus {
  const size = files.reduce((sum, { tokens }) => sum + tokens.codes.length + 1, 0);
  const codes = new Uint32Array(size);
  const names = new Uint32Array(size);
  const lines = new Uint32Array(size);
  const fileStarts: number[] = [];
  let at = 0;
  for (const [index, { tokens }] of files.entries()) {
    fileStarts.push(at);
    codes.set(tokens.codes, at);
    names.set(tokens.names, at);
    lines.set(tokens.lines, at);
    at += tokens.codes.length;
    // Token hashes have bit 4 set, so a separator equals none of them, and no other separator.
    codes[at] = ((index + 1) << 5) >>> 0;
    at++;
  }
  return { files, codes, names, lines, fileStarts };
}

/**
 * Exact runs first, then runs that are equal but for their names: so that no exact clone hides behind a place that only
 * looks alike. Each fingerprint is compared with the nearest earlier one of its hash; a match that lies on a known one is
 * skipped.
 */
function findMatches(corpus: Corpus, limits: CloneLimits): Match[] {
  const matches: Match[] = [];
  const coveredByDistance = new Map<number, number>();
  const exact = corpus.codes.map((code, at) => (code === nameToken ? corpus.names[at]! : code));
  for (const codes of [exact, corpus.codes]) {
    const minTokens = codes === exact ? limits.minTokens : limits.minTokensRenamed;
    const lastByHash = new Map<number, number>();
    for (const { hash, position } of chooseFingerprints(codes, minTokens)) {
      const earlier = lastByHash.get(hash);
      lastByHash.set(hash, position);
      if (earlier === undefined || (coveredByDistance.get(position - earlier) ?? -1) >= position) continue;
      const range = extend(codes, earlier, position);
      if (range === undefined) continue;
      coveredByDistance.set(position - earlier, range.end);
      const { first, second, length } = startAtLine(corpus, range, { minTokens, minLines: limits.minLines });
      if (length < minTokens) continue;
      const naming = codes === exact ? "same" : compareNames(corpus, first, second, length);
      if (naming !== "different") matches.push({ first, second, length, isRenamed: naming === "renamed" });
    }
  }
  return matches;
}

interface Range {
  readonly first: number;
  readonly second: number;
  readonly length: number;
  /** Where the equal tokens behind `second` end: further than `length` where the run overlaps itself. */
  readonly end: number;
}

/** The longest run of equal tokens around two positions, cut where it would overlap itself. */
function extend(codes: Uint32Array, earlier: number, later: number): Range | undefined {
  // Two runs of one hash need not be equal.
  if (codes[earlier] !== codes[later]) return undefined;
  let before = 0;
  while (before < earlier && codes[earlier - before - 1] === codes[later - before - 1]) before++;
  let after = 0;
  while (later + after < codes.length && codes[earlier + after] === codes[later + after]) after++;
  const length = Math.min(before + after, later - earlier);
  return { first: earlier - before, second: later - before, length, end: later + after };
}

/** Leaves out the last tokens of the line before, such as a closing bracket, that are equal by chance. */
function startAtLine(corpus: Corpus, range: Range, { minTokens, minLines }: { minTokens: number; minLines: number }): Range {
  const { lines } = corpus;
  let skipped = 0;
  while (skipped < range.length && lines[range.second + skipped] === lines[range.second + skipped - 1]) skipped++;
  const [first, second, length] = [range.first + skipped, range.second + skipped, range.length - skipped];
  // What is long enough with them only keeps them.
  if (skipped > mostChanceTokens || length < minTokens || Math.min(linesOf(corpus, first, length), linesOf(corpus, second, length)) < minLines) return range;
  return { ...range, first, second, length };
}

/** Whether two runs use the same names, other names in the same places, or names without any order. */
function compareNames({ codes, names }: Corpus, first: number, second: number, length: number): "same" | "renamed" | "different" {
  const counterparts = new Map<number, number>();
  let total = 0;
  let same = 0;
  let consistent = 0;
  for (let offset = 0; offset < length; offset++) {
    if (codes[first + offset] !== nameToken) continue;
    total++;
    const left = names[first + offset]!;
    const right = names[second + offset]!;
    if (left === right) same++;
    const known = counterparts.get(left);
    if (known === undefined) counterparts.set(left, right);
    if (known === undefined || known === right) consistent++;
  }
  if (same === total) return "same";
  return consistent * 100 >= total * consistentPercent ? "renamed" : "different";
}

function linesOf(corpus: Corpus, start: number, length: number): number {
  return corpus.lines[start + length - 1]! - corpus.lines[start]! + 1;
}

/** Matches that share a place are one class: three copies are one clone with three places, not three clones. */
function toClasses(corpus: Corpus, matches: readonly Match[]): Clone[] {
  const places = new Map<string, number>();
  const ranges: { start: number; length: number }[] = [];
  const edges: Set<number>[] = [];
  const placeOf = (start: number, length: number): number => {
    const key = `${start} ${length}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, ranges.length);
    ranges.push({ start, length });
    edges.push(new Set());
    return ranges.length - 1;
  };
  const renamed = new Set<number>();
  for (const match of matches) {
    const [first, second] = [placeOf(match.first, match.length), placeOf(match.second, match.length)];
    edges[first]!.add(second);
    edges[second]!.add(first);
    if (match.isRenamed) renamed.add(first).add(second);
  }
  const clones = findComponents(ranges.length, (place) => edges[place]!).map((members): Clone => {
    const { start, length } = ranges[members[0]!]!;
    const found = members.map((member) => describePlace(corpus, ranges[member]!)).sort(comparePlaces);
    return { tokens: length, lines: linesOf(corpus, start, length), isRenamed: members.some((member) => renamed.has(member)), places: found };
  });
  return clones.sort((left, right) => right.tokens - left.tokens || comparePlaces(left.places[0]!, right.places[0]!));
}

function describePlace(corpus: Corpus, { start, length }: { start: number; length: number }): ClonePlace {
  return { path: corpus.files[countUntil(corpus.fileStarts, start) - 1]!.path, startLine: corpus.lines[start]!, endLine: corpus.lines[start + length - 1]! };
}

function comparePlaces(left: ClonePlace, right: ClonePlace): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.startLine - right.startLine || left.endLine - right.endLine;
}

function countDuplicatedLines(clones: readonly Clone[]): number {
  const byFile = new Map<string, Set<number>>();
  for (const { path, startLine, endLine } of clones.flatMap((clone) => clone.places)) {
    const lines = byFile.get(path) ?? new Set<number>();
    for (let line = startLine; line <= endLine; line++) lines.add(line);
    byFile.set(path, lines);
  }
  return [...byFile.values()].reduce((sum, lines) => sum + lines.size, 0);
}
