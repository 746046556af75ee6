// Kinds of flaws in which outside text meets a pattern that takes exponential time on it.

import { SLOW_MATCH } from "../../analyzers/symbolic/slow-patterns.ts";
import { MARK, known, nothing } from "../../analyzers/symbolic/values.ts";
import type { Breach, FlawKind } from "./flaw-kind.ts";

/** So many characters are enough: each may double the time. */
const ENOUGH = 28;

/** A pattern with a repetition within a repetition, and text as long as the client likes. */
export const slowPattern: FlawKind = {
  id: "slow-pattern",
  cwe: ["CWE-1333"],
  // A fix may as well say how long a text may be.
  attackText: /^.{20}/s,
  payloads: [MARK + "7".repeat(40), "a".repeat(40) + MARK, MARK + "a ".repeat(30), `${"a.".repeat(30)}${MARK}`],
  remedies: /(?!)/,
  family: /^RegExp\.match$|(?:^|\.)(?:test|match|exec|search|replace\w*|split|includes|fullmatch|sub)$/,
  isServedByLookUp: true,
  judge: (event): Breach | undefined => {
    const [pattern, subject] = event.arguments.positional;
    const whole = event.name === SLOW_MATCH ? known(subject ?? nothing) : undefined;
    return whole?.includes(MARK) === true && whole.length >= ENOUGH ? { shown: `/${known(pattern ?? nothing) ?? ""}/ against ${whole.length} characters`, through: [] } : undefined;
  },
};
