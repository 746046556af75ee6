// Tells which findings a baseline knows: one known finding answers for one of now, and no more.

import type { Category, Confidence, Finding, Severity } from "../model/finding.ts";

/** What is remembered of an earlier finding; a `Finding` fits. */
export interface KnownFinding {
  readonly ruleId: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly identity?: Finding["identity"];
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly remediationMinutes: number;
}

export interface BaselineMatch<Kind> {
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  /** Of the baseline: what the known findings were matched with. */
  readonly kept: readonly Kind[];
  /** Of the baseline: what is found no more. */
  readonly gone: readonly Kind[];
}

/**
 * Pure; the order of the findings is kept. Within one key, findings are matched with the same neighbours and path
 * first, then with the same neighbours, then in the same file, then whatever is left: what stays over on this side is new.
 */
export function matchBaseline<Kind extends KnownFinding>(findings: readonly Finding[], baseline: readonly Kind[]): BaselineMatch<Kind> {
  const open = new Map<string, Kind[]>();
  for (const entry of baseline) {
    const group = open.get(keyOf(entry));
    if (group === undefined) open.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  const matched = new Set<Finding>();
  const kept: Kind[] = [];
  for (const likeness of likenesses) {
    for (const finding of findings) {
      if (matched.has(finding)) continue;
      const candidates = open.get(keyOf(finding));
      const index = candidates?.findIndex((candidate) => likeness(finding, candidate)) ?? -1;
      if (index === -1) continue;
      kept.push(...candidates!.splice(index, 1));
      matched.add(finding);
    }
  }
  return {
    fresh: findings.filter((finding) => !matched.has(finding)),
    known: findings.filter((finding) => matched.has(finding)),
    kept,
    gone: [...open.values()].flat(),
  };
}

/** Findings of other programs have no parts: their fingerprint is all. */
function keyOf({ identity, fingerprint }: KnownFinding): string {
  return identity?.key ?? fingerprint;
}

type Likeness = (left: KnownFinding, right: KnownFinding) => boolean;

const hasSameContext: Likeness = (left, right) => left.identity?.context === right.identity?.context;
const hasSamePath: Likeness = (left, right) => left.path === right.path;

const likenesses: readonly Likeness[] = [(left, right) => hasSameContext(left, right) && hasSamePath(left, right), hasSameContext, hasSamePath, () => true];
