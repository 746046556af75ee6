// Makes one finding of several rules' reports about one flaw: the most specific stays and names the others.

import type { Confidence, Severity } from "../model/finding.ts";

/** What is compared; a `Finding` of one file fits. */
export interface Deduplicable {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly cwe: readonly string[];
  readonly region: { readonly start: number; readonly end: number };
  readonly alsoFoundBy: readonly string[];
}

const severityRank: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };
const confidenceRank: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };

/**
 * `findings` are those of one file; `supersedes` maps a rule's id to the rules that give way to it, and is followed
 * through several steps. Two findings are one flaw where the regions overlap and one rule supersedes the other, or
 * where the region is the same and they share a CWE or the rule. The order of the input is kept.
 */
export function deduplicate<Kind extends Deduplicable>(
  findings: readonly Kind[],
  supersedes: ReadonlyMap<string, readonly string[]>,
): Kind[] {
  if (findings.length < 2) return [...findings];
  const beats = createPrecedence(supersedes);
  const order = findings.map((_, index) => index).sort((left, right) => findings[left]!.region.start - findings[right]!.region.start || left - right);
  const winnerOf = new Map<number, number>();
  for (let at = 0; at < order.length; at++) {
    const left = order[at]!;
    for (let next = at + 1; next < order.length; next++) {
      const right = order[next]!;
      // Sorted by start: what starts after this one's end cannot overlap it. An empty region touches its own place.
      const { start, end } = findings[left]!.region;
      if (findings[right]!.region.start >= Math.max(end, start + 1)) break;
      const loser = loserOf(findings, left, right, beats);
      if (loser !== undefined && !winnerOf.has(loser)) winnerOf.set(loser, loser === left ? right : left);
    }
  }
  return collectWinners(findings, winnerOf);
}

type Precedence = (winner: string, loser: string) => boolean;

function loserOf<Kind extends Deduplicable>(findings: readonly Kind[], left: number, right: number, beats: Precedence): number | undefined {
  const a = findings[left]!;
  const b = findings[right]!;
  if (a.ruleId !== b.ruleId) {
    if (beats(a.ruleId, b.ruleId)) return right;
    if (beats(b.ruleId, a.ruleId)) return left;
  }
  const isSamePlace = a.region.start === b.region.start && a.region.end === b.region.end;
  if (!isSamePlace) return undefined;
  if (a.ruleId === b.ruleId) return Math.max(left, right);
  if (!a.cwe.some((cwe) => b.cwe.includes(cwe))) return undefined;
  const rank =
    severityRank[a.severity] - severityRank[b.severity] ||
    confidenceRank[a.confidence] - confidenceRank[b.confidence] ||
    (a.ruleId < b.ruleId ? 1 : -1);
  return rank > 0 ? right : left;
}

function collectWinners<Kind extends Deduplicable>(findings: readonly Kind[], winnerOf: ReadonlyMap<number, number>): Kind[] {
  const losers = new Map<number, Set<string>>();
  for (const loser of winnerOf.keys()) {
    const winner = lastWinner(loser, winnerOf);
    const names = losers.get(winner) ?? new Set<string>();
    for (const name of [findings[loser]!.ruleId, ...findings[loser]!.alsoFoundBy]) if (name !== findings[winner]!.ruleId) names.add(name);
    losers.set(winner, names);
  }
  return findings.flatMap((finding, index): Kind[] => {
    if (winnerOf.has(index) && lastWinner(index, winnerOf) !== index) return [];
    const names = losers.get(index);
    if (names === undefined || names.size === 0) return [finding];
    return [{ ...finding, alsoFoundBy: [...new Set([...finding.alsoFoundBy, ...names])].sort() }];
  });
}

/** Follows the chain of who gave way to whom; a circle, which only contradicting rules can make, ends at its first. */
function lastWinner(index: number, winnerOf: ReadonlyMap<number, number>): number {
  const seen = new Set<number>();
  let at = index;
  for (let next = winnerOf.get(at); next !== undefined; next = winnerOf.get(at)) {
    if (seen.has(at)) return Math.min(...seen);
    seen.add(at);
    at = next;
  }
  return at;
}

/** Whether a rule supersedes another one, directly or through others. Where both supersede each other, neither does. */
function createPrecedence(supersedes: ReadonlyMap<string, readonly string[]>): Precedence {
  const reached = new Map<string, ReadonlySet<string>>();
  const reach = (rule: string): ReadonlySet<string> => {
    const known = reached.get(rule);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const open = [...(supersedes.get(rule) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...(supersedes.get(next) ?? []));
    }
    reached.set(rule, found);
    return found;
  };
  return (winner, loser) => reach(winner).has(loser) && !reach(loser).has(winner);
}
