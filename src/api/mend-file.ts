// Makes the fixes that one file's findings offer, in rounds: each group is judged before it counts.

import type { Finding } from "../model/finding.ts";
import type { JudgedFix } from "../model/fix-outcome.ts";
import type { RungName, Verdict } from "../model/verdict.ts";
import { type FixableFinding, applyFixes, chooseFixes } from "../verification/choose-edits.ts";
import { kindsOf } from "../verification/kinds/registry.ts";
import { judgeChange } from "./judge-change.ts";
import type { VerificationSession } from "./verification-session.ts";

export interface MendRequest {
  readonly path: string;
  readonly text: string;
  /** Which of the fixes that are offered may be made. */
  readonly isWanted: (finding: FixableFinding) => boolean;
  readonly signal: AbortSignal | undefined;
}

export interface MendedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** The findings whose fixes were made, as they stood when it was their turn. */
  readonly mended: readonly FixableFinding[];
  readonly refused: readonly { readonly finding: FixableFinding; readonly verdict: Verdict }[];
}

/** Fixes bring findings to light and fixes that touch wait for each other: after so many rounds the rest stays. */
const MAXIMUM_ROUNDS = 10;

/** Judged at `finding-gone`. The text in the end offers no wanted fix that would be accepted. */
export async function mendFile(session: VerificationSession, { path, text, isWanted, signal }: MendRequest): Promise<MendedFile> {
  let after = text;
  const mended: FixableFinding[] = [];
  const refused: { finding: FixableFinding; verdict: Verdict }[] = [];
  const hopeless = new Set<string>();
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    const offered = (await session.scanText(path, after)).filter(isFixable);
    const { chosen } = chooseFixes(after, offered.filter((finding) => isWanted(finding) && !hopeless.has(finding.fingerprint)));
    if (chosen.length === 0) break;
    const judged = await judgeGroup({ session, path, text: after, signal }, chosen);
    for (const one of judged.refused) hopeless.add(one.finding.fingerprint);
    refused.push(...judged.refused);
    mended.push(...judged.accepted);
    after = applyFixes(after, judged.accepted);
  }
  return { path, before: text, after, mended, refused };
}

export function isFixable(finding: Finding): finding is FixableFinding {
  return finding.fix !== undefined && finding.fix.edits.length > 0;
}

interface Round {
  readonly session: VerificationSession;
  readonly path: string;
  readonly text: string;
  readonly signal: AbortSignal | undefined;
}

interface JudgedGroup {
  readonly accepted: readonly FixableFinding[];
  readonly refused: readonly { readonly finding: FixableFinding; readonly verdict: Verdict }[];
}

/** All at once where that is accepted; else halves, until the ones that are refused stand alone. */
async function judgeGroup(round: Round, group: readonly FixableFinding[]): Promise<JudgedGroup> {
  const verdict = await judge(round, group);
  if (verdict.verdict === "accepted") return { accepted: group, refused: [] };
  const [only] = group;
  if (group.length === 1 && only !== undefined) return { accepted: [], refused: [{ finding: only, verdict }] };
  const middle = group.length >> 1;
  const left = await judgeGroup(round, group.slice(0, middle));
  const right = await judgeGroup(round, group.slice(middle));
  const refused = [...left.refused, ...right.refused];
  const both = [...left.accepted, ...right.accepted];
  // Halves that are right alone may be wrong together: then the second waits for the next round.
  const isTogether = left.accepted.length === 0 || right.accepted.length === 0 || (await judge(round, both)).verdict === "accepted";
  return { accepted: isTogether ? both : left.accepted, refused };
}

function judge({ session, path, text, signal }: Round, group: readonly FixableFinding[]): Promise<Verdict> {
  return judgeFixes(session, { files: [{ path, before: text, after: applyFixes(text, group) }], mended: group, level: "finding-gone", tests: undefined, signal });
}

/** What the ladder says of fixes that were made for these findings. */
export function judgeFixes(
  session: VerificationSession,
  request: { readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[]; readonly mended: readonly Finding[]; readonly level: RungName | undefined; readonly tests: string | undefined; readonly signal: AbortSignal | undefined },
): Promise<Verdict> {
  const { files, mended, level, tests, signal } = request;
  const keys = new Set(mended.map(keyOf));
  return judgeChange(session, {
    files,
    // A finding that an earlier round brought to light is no finding of the original.
    findTargets: (before) => Promise.resolve({ findings: before.filter((finding) => keys.has(keyOf(finding))), isByRule: false, isGuess: false }),
    unknownTarget: () => new Error("The findings of a fix are known."),
    // The rule's own fix of a finding in a test is no way around the test.
    isProtected: () => false,
    isAttacked: mended.some(({ cwe }) => kindsOf(cwe).length > 0),
    level,
    tests,
    signal,
  });
}

/** Fingerprints are unique within a file. */
function keyOf({ path, fingerprint }: Finding): string {
  return `${path} ${fingerprint}`;
}

/** What a verdict says of a fix. */
export function tell({ verdict, code, reason }: Verdict): Pick<JudgedFix, "outcome" | "code" | "reason"> {
  return { outcome: verdict, code, reason };
}

export function toJudgedFix({ ruleId, path, region, fingerprint, fix }: FixableFinding, { outcome, code, reason }: Pick<JudgedFix, "outcome" | "code" | "reason">): JudgedFix {
  return { ruleId, path, line: region.startLine, fingerprint, description: fix.description, safety: fix.safety, outcome, code, reason };
}
