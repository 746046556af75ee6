// What a program in `rules/proofs` that attacks changed functions for real is asked, and what it answers.

import { z } from "zod";

/** Of one language, the program that calls changed functions with attacks and watches for what they bring about. */
export interface AttackDriver {
  /** Languages of the files that it can call. */
  readonly languages: readonly string[];
  /** As `rules/proofs` names it. */
  readonly program: string;
  /** Kinds of attack that it knows, and the weaknesses that each stands for. */
  readonly kinds: readonly AttackKind[];
}

export interface AttackKind {
  readonly id: string;
  readonly cwe: readonly string[];
  /** How often functions do it by design. What none does counts anywhere in a mended file, the rest where the call comes through the change. */
  readonly isMeant: "never" | "seldom" | "often";
  /** True where some parameters may be the program's own: that others are mended says nothing of those that are left. */
  readonly isPartly?: true;
}

/** What the program is given as JSON. */
export interface AttackOrder {
  /** A changed file. */
  readonly file: string;
  /** Changed lines of the version at hand, 1-based, by file. */
  readonly lines: Readonly<Record<string, readonly number[]>>;
  readonly kinds: readonly string[];
  /** Texts that the project's tests use: what is usual. */
  readonly texts: readonly string[];
}

export const attackAnswerSchema = z.object({
  problem: z.string().optional(),
  /** One for each callable, parameter and kind at most. The same exploit has the same names in both versions. */
  breaches: z
    .array(
      z.object({
        kind: z.string(),
        /** As a caller writes it: `serialize`, `create().updateLocale`. */
        callable: z.string(),
        parameter: z.string(),
        /** As it is shown. */
        payload: z.string(),
        /** What was seen, as the end of a sentence: `adds to the prototype of all objects`. */
        effect: z.string(),
        /** Whether the call came through a changed line. */
        reaches: z.boolean(),
        /** Whether plainer variants were held off: the function is meant to withstand the attack. */
        isGuarded: z.boolean().default(false),
      }),
    )
    .default([]),
  /** What ordinary calls came to: `value` is the same for the same outcome, absent where the call fails. */
  plain: z.array(z.object({ call: z.string(), value: z.string().optional(), reaches: z.boolean() })).default([]),
});

export type AttackAnswer = z.infer<typeof attackAnswerSchema>;

export type ShownBreach = AttackAnswer["breaches"][number];
