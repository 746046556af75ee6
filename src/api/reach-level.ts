// Brings fixes that passed one by one to the level that was asked for, together; where they fail, finds the ones that do.

import type { JudgedFix } from "../model/fix-outcome.ts";
import type { RungName, Verdict } from "../model/verdict.ts";
import { judgeFixes, type MendedFile, mendFile, tell, toJudgedFix } from "./mend-file.ts";
import type { VerificationSession } from "./verification-session.ts";

export interface LevelRequest {
  readonly level?: RungName | undefined;
  readonly tests?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Reached {
  readonly files: readonly MendedFile[];
  readonly judged: readonly JudgedFix[];
  /** Of all accepted fixes together. */
  readonly verdict: Verdict | undefined;
}

/** Each may run the tests: what is still not found out by then is undecided. */
const MAXIMUM_TRIALS = 24;

export async function reachLevel(session: VerificationSession, request: LevelRequest, files: readonly MendedFile[]): Promise<Reached> {
  let trials = 0;
  const judge = (some: readonly MendedFile[]): Promise<Verdict> => {
    trials += 1;
    return judgeFixes(session, { files: some, mended: some.flatMap(({ mended }) => mended), level: request.level, tests: request.tests, signal: request.signal });
  };
  const judged: JudgedFix[] = [];
  const turnDown = (file: MendedFile, verdict: Verdict): void => void judged.push(...file.mended.map((finding) => toJudgedFix(finding, tell(verdict))));

  /** The files, or what of them can be accepted. What cannot run fails for all alike. */
  const sift = async (some: readonly MendedFile[], known?: Verdict): Promise<readonly MendedFile[]> => {
    const verdict = known ?? (await judge(some));
    if (verdict.verdict === "accepted") return some;
    if (verdict.verdict === "undecided" || trials >= MAXIMUM_TRIALS) {
      for (const file of some) turnDown(file, verdict.verdict === "undecided" ? verdict : { ...verdict, verdict: "undecided", code: "too-many-trials", reason: `Together they are refused (${verdict.reason}), and after ${MAXIMUM_TRIALS} trials it is not known which of them is at fault.` });
      return [];
    }
    const [only] = some;
    if (some.length > 1) return siftHalves(some.slice(0, some.length >> 1), some.slice(some.length >> 1));
    if (only === undefined) return [];
    if (only.mended.length === 1) {
      turnDown(only, verdict);
      return [];
    }
    const parts = await halve(session, request, only);
    if (parts === undefined) {
      turnDown(only, verdict);
      return [];
    }
    return siftParts(only, parts);
  };

  const siftHalves = async (left: readonly MendedFile[], right: readonly MendedFile[]): Promise<readonly MendedFile[]> => {
    const some = await sift(left);
    const others = await sift(right);
    if (some.length === 0 || others.length === 0) return [...some, ...others];
    const both = [...some, ...others];
    const verdict = await judge(both);
    if (verdict.verdict === "accepted") return both;
    for (const file of others) turnDown(file, verdict);
    return some;
  };

  /** Fixes of one file: what is right of each half is made anew, together. */
  const siftParts = async (whole: MendedFile, parts: readonly [MendedFile, MendedFile]): Promise<readonly MendedFile[]> => {
    const [left] = await sift([parts[0]]);
    const [right] = await sift([parts[1]]);
    if (left === undefined || right === undefined) return [left, right].filter((part) => part !== undefined);
    const both = await remend(session, request, whole, [...left.mended, ...right.mended]);
    const verdict = await judge([both]);
    if (verdict.verdict === "accepted") return [both];
    turnDown(right, verdict);
    return [left];
  };

  if (files.length === 0) return { files, judged, verdict: undefined };
  const first = await judge(files);
  const accepted = await sift(files, first);
  const last = accepted.length === 0 ? first : accepted === files ? first : await judge(accepted);
  for (const file of accepted) judged.push(...file.mended.map((finding) => toJudgedFix(finding, tell(last))));
  return { files: accepted, judged, verdict: last };
}

type MendedFinding = MendedFile["mended"][number];

/** The file with only the first and only the second half of its fixes; undefined where it cannot be cut. */
async function halve(session: VerificationSession, request: LevelRequest, file: MendedFile): Promise<readonly [MendedFile, MendedFile] | undefined> {
  const middle = file.mended.length >> 1;
  const first = await remend(session, request, file, file.mended.slice(0, middle));
  const second = await remend(session, request, file, file.mended.slice(middle));
  const isCut = first.mended.length < file.mended.length && second.mended.length < file.mended.length;
  return isCut ? [first, second] : undefined;
}

function remend(session: VerificationSession, { signal }: LevelRequest, { path, before }: MendedFile, findings: readonly MendedFinding[]): Promise<MendedFile> {
  const wanted = new Set(findings.map(({ fingerprint }) => fingerprint));
  return mendFile(session, { path, text: before, isWanted: ({ fingerprint }) => wanted.has(fingerprint), signal });
}
