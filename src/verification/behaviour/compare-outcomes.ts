// Judges what the same inputs came to in both versions of a function: the same, refused, or something else.

import type { BehaviourInput } from "./generate-inputs.ts";

/** What one call came to, as the programs in `rules/proofs` tell it. */
export interface BehaviourOutcome {
  /** `refused`: the program said no; `misuse` and `unknown-name`: its own fault; `surroundings`: something is missing here; `failed`: another error. */
  readonly is: "value" | "refused" | "failed" | "misuse" | "unknown-name" | "surroundings";
  /** It came through a changed line. */
  readonly reaches: boolean;
  /** A head of the value, or the error's name. */
  readonly shown: string;
  /** Digest of the value and of what was written. */
  readonly value?: string | undefined;
  readonly printed?: string | undefined;
  /** Nothing, no, or an empty thing. */
  readonly isEmpty?: boolean | undefined;
  /** Two such may differ and nobody sees it. */
  readonly isOpaque?: boolean | undefined;
}

/** One input and what it came to: twice in the original, once in the fixed version. */
export interface ComparedCall {
  readonly input: BehaviourInput;
  readonly before: BehaviourOutcome;
  readonly again: BehaviourOutcome;
  readonly after: BehaviourOutcome;
}

export interface BehaviourComparison {
  /** Calls that say something: the original did something with them that can be seen, the same twice. */
  readonly usable: number;
  /** Of those, calls that come through a changed line. */
  readonly reaching: number;
  /** Usable calls that the fix turns away. */
  readonly refused: number;
  readonly firstRefused: ComparedCall | undefined;
  readonly firstDifference: ComparedCall | undefined;
}

/** From so many on, one and the same answer to inputs that had several is the fix's way to say no. */
const SAME_ANSWERS = 3;

/** `ignoresPrinted` where the fix is of what is printed. */
export function compareOutcomes(calls: readonly ComparedCall[], ignoresPrinted: boolean): BehaviourComparison {
  const isSame = (left: BehaviourOutcome, right: BehaviourOutcome): boolean => left.is === right.is && (left.is !== "value" || (left.value === right.value && (ignoresPrinted || left.printed === right.printed)));
  const judged = calls.flatMap((call) => {
    const verdict = isSame(call.before, call.again) ? judge(call, isSame) : undefined;
    return verdict === undefined ? [] : [{ call, verdict }];
  });
  const balanced = balance(judged);
  const differing = balanced.filter(({ verdict }) => verdict === "different").map(({ call }) => call);
  const isOneAnswer = differing.length >= SAME_ANSWERS && distinct(differing.map(({ after }) => after)) === 1 && distinct(differing.map(({ before }) => before)) >= SAME_ANSWERS && differing.every(({ after }) => after.is === "value");
  const refused = balanced.filter(({ verdict }) => verdict === "refused" || (isOneAnswer && verdict === "different")).map(({ call }) => call);
  return {
    usable: balanced.length,
    reaching: balanced.filter(({ call }) => reaches(call)).length,
    refused: refused.length,
    firstRefused: refused[0],
    firstDifference: isOneAnswer ? undefined : differing[0],
  };
}

type CallVerdict = "same" | "refused" | "different";

/** Undefined where the call says nothing. */
function judge({ input, before, after }: ComparedCall, isSame: (left: BehaviourOutcome, right: BehaviourOutcome) => boolean): CallVerdict | undefined {
  if ((before.is !== "value" && before.is !== "refused") || after.is === "surroundings") return undefined;
  if (after.is === "unknown-name") return "different";
  if (after.is === "misuse") return input.isNatural && before.is === "value" ? "different" : undefined;
  const turnsAway = after.is === "refused" || after.is === "failed";
  if (before.is === "refused") return turnsAway ? "same" : "different";
  if (turnsAway) return "refused";
  if (isSame(before, after)) return "same";
  if (before.isOpaque === true || after.isOpaque === true) return undefined;
  return after.isEmpty === true && before.isEmpty !== true ? "refused" : "different";
}

function distinct(outcomes: readonly BehaviourOutcome[]): number {
  return new Set(outcomes.map(({ value, printed }) => `${value ?? ""} ${printed ?? ""}`)).size;
}

function reaches({ before, after }: ComparedCall): boolean {
  return before.reaches || after.reaches;
}

/** At least half come through the change: others say little of it. */
function balance<Judged extends { readonly call: ComparedCall }>(judged: readonly Judged[]): readonly Judged[] {
  const reaching = judged.filter(({ call }) => reaches(call)).length;
  let others = reaching;
  return judged.filter(({ call }) => reaches(call) || others-- > 0);
}
