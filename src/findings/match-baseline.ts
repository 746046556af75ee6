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
  /** Of the baseline: what the known findings were matched with by their key. */
  readonly kept: readonly Kind[];
  /** Of the known findings: those that the baseline tells under the earlier name of their function. */
  readonly renamed: readonly Finding[];
  /** Of the baseline: what is found no more. */
  readonly gone: readonly Kind[];
}

/**
 * Pure; the order of the findings is kept. Within one key, findings are matched with the same neighbours and path
 * first, then with the same neighbours, then in the same file, then whatever is left. What stays over on both sides is
 * matched where the function around it is the same but for its name: what then stays over on this side is new.
 */
export function matchBaseline<Kind extends KnownFinding>(findings: readonly Finding[], baseline: readonly Kind[]): BaselineMatch<Kind> {
  const byKey = matchWithin(keyOf, findings, baseline);
  const byBody = matchWithin(bodyOf, findings.filter((finding) => !byKey.matched.has(finding)), byKey.gone);
  const isKnown = (finding: Finding): boolean => byKey.matched.has(finding) || byBody.matched.has(finding);
  return {
    fresh: findings.filter((finding) => !isKnown(finding)),
    known: findings.filter(isKnown),
    kept: byKey.kept,
    renamed: [...byBody.matched],
    gone: byBody.gone,
  };
}

interface Matched<Kind> extends Pick<BaselineMatch<Kind>, "kept" | "gone"> {
  readonly matched: ReadonlySet<Finding>;
}

/** Matches findings of one group; what has no group matches nothing. */
function matchWithin<Kind extends KnownFinding>(groupOf: (finding: KnownFinding) => string | undefined, findings: readonly Finding[], baseline: readonly Kind[]): Matched<Kind> {
  const open = new Map<string, Kind[]>();
  const gone: Kind[] = [];
  for (const entry of baseline) {
    const name = groupOf(entry);
    const group = name === undefined ? gone : open.get(name);
    if (group === undefined) open.set(name!, [entry]);
    else group.push(entry);
  }
  const matched = new Set<Finding>();
  const kept: Kind[] = [];
  for (const likeness of likenesses) {
    for (const finding of findings) {
      const name = matched.has(finding) ? undefined : groupOf(finding);
      const candidates = name === undefined ? undefined : open.get(name);
      const index = candidates?.findIndex((candidate) => likeness(finding, candidate)) ?? -1;
      if (index === -1) continue;
      kept.push(...candidates!.splice(index, 1));
      matched.add(finding);
    }
  }
  return { matched, kept, gone: [...[...open.values()].flat(), ...gone] };
}

/** Findings of other programs have no parts: their fingerprint is all. */
function keyOf({ identity, fingerprint }: KnownFinding): string {
  return identity?.key ?? fingerprint;
}

const bodyOf = ({ identity }: KnownFinding): string | undefined => identity?.body;

type Likeness = (left: KnownFinding, right: KnownFinding) => boolean;

const hasSameContext: Likeness = (left, right) => left.identity?.context === right.identity?.context;
const hasSamePath: Likeness = (left, right) => left.path === right.path;

const likenesses: readonly Likeness[] = [(left, right) => hasSameContext(left, right) && hasSamePath(left, right), hasSameContext, hasSamePath, () => true];
