// Regular expressions that give up after a number of steps, for those that could run for years.

import { beginningOf } from "./character-sets.ts";
import { type RegexProgram, compileProgram } from "./compile-program.ts";
import { type ParsedRegex, parseRegex } from "./parse-regex.ts";
import { type BacktrackingRisk, mayBacktrack, riskOf, stepsFeared } from "./backtracking-risk.ts";
import { StepLimitExceeded, runProgram } from "./run-program.ts";

/** Steps that one search may take: PCRE's own limit, which the reference program keeps to. */
const maxSteps = 10_000_000;

/** What a search may take by the usual engine, by the form of the expression and the runs of characters in the text. */
const maxNativeSteps = 1_000_000_000;

/** The usual expression where its form is harmless, else one that counts its steps where a text calls for it. */
export function boundedRegex(source: string, flags: string): RegExp {
  const parsed = /[*+{]/.test(source) ? parseRegex(source) : undefined;
  return parsed === undefined || !mayBacktrack(parsed.root) ? new RegExp(source, flags) : new BoundedRegex(source, flags, parsed);
}

/** How the expression is run; undefined where the usual engine can do no harm, or no other can run it. */
function planRun(parsed: ParsedRegex, flags: string): BoundedRun | undefined {
  const risk = riskOf(parsed.root, flags);
  if (!risk.isExponential && risk.repetitions.length === 0) return undefined;
  const program = compileProgram(parsed, flags);
  if (program === undefined) return undefined;
  const beginning = beginningOf(parsed.root, flags);
  const degree = Math.max(...risk.repetitions.map((one) => one.degree));
  return { program, risk, degree, first: beginning.isEmptyPossible ? undefined : beginning.codes };
}

/** How an expression that counts its steps is run. */
interface BoundedRun {
  readonly program: RegexProgram;
  readonly risk: BacktrackingRisk;
  /** Of the repetition that shares characters with the most others. */
  readonly degree: number;
  /** The small code points that a match can begin with; undefined where it can be empty. */
  readonly first: ReadonlySet<number> | undefined;
}

const smallCodes = 256;

/** A regular expression that searches with a limit; past it nothing is found, and `isExceeded` says so. */
export class BoundedRegex extends RegExp {
  isExceeded = false;
  readonly #parsed: ParsedRegex;
  /** Found out at the first search: most expressions of most rules never run. */
  #run: BoundedRun | "native" | undefined;
  /** What was found out of the last text: a file is searched many times in a row. */
  #judged: { readonly text: string; readonly isNative: boolean } | undefined;

  constructor(source: string, flags: string, parsed: ParsedRegex) {
    super(source, flags);
    this.#parsed = parsed;
  }

  override exec(text: string): RegExpExecArray | null {
    this.isExceeded = false;
    this.#run ??= planRun(this.#parsed, this.flags) ?? "native";
    if (this.#run === "native" || this.#isNative(text, this.#run)) return super.exec(text);
    const isMoving = this.global || this.sticky;
    try {
      const found = this.#search(text, isMoving ? this.lastIndex : 0, this.#run);
      if (isMoving) this.lastIndex = found === null ? 0 : found.index + found[0].length;
      return found;
    } catch (error) {
      if (!(error instanceof StepLimitExceeded)) throw error;
      this.isExceeded = true;
      this.lastIndex = 0;
      return null;
    }
  }

  /** Short texts, and those without long runs of the characters that repeat. */
  #isNative(text: string, { risk, degree }: BoundedRun): boolean {
    if (risk.isExponential) return false;
    if (text.length ** (degree + 1) <= maxNativeSteps) return true;
    if (this.#judged?.text !== text) this.#judged = { text, isNative: stepsFeared(risk, text) <= maxNativeSteps };
    return this.#judged.isNative;
  }

  #search(text: string, from: number, { program, first }: BoundedRun): RegExpExecArray | null {
    const budget = { steps: maxSteps };
    for (let start = from; start <= text.length; start++) {
      if (!this.sticky && !canBegin(first, text, start)) continue;
      const slots = runProgram(program, text, start, this.flags, budget);
      if (slots !== undefined) return this.#result(text, slots, program);
      if (this.sticky) return null;
    }
    return null;
  }

  #result(text: string, slots: Int32Array, { groups, names }: RegexProgram): RegExpExecArray {
    const ranges = Array.from({ length: groups + 1 }, (_, group): [number, number] | undefined => {
      const [start, end] = [slots[2 * group]!, slots[2 * group + 1]!];
      return start < 0 || end < 0 ? undefined : [start, end];
    });
    const texts = ranges.map((range) => (range === undefined ? undefined : text.slice(...range)));
    const named = <T>(values: readonly T[]): Record<string, T> | undefined =>
      names.size === 0 ? undefined : Object.fromEntries([...names].map(([name, group]) => [name, values[group]!]));
    const indices = Object.assign([...ranges], { groups: named(ranges) });
    // The shape is that of the language's own result; groups that took no part are undefined there too.
    return Object.assign(texts, { index: slots[0]!, input: text, groups: named(texts), ...(this.hasIndices ? { indices } : {}) }) as unknown as RegExpExecArray;
  }
}

/** True where the last search of an expression ended at its limit. */
export function wasCutShort(regex: RegExp): boolean {
  return regex instanceof BoundedRegex && regex.isExceeded;
}

function canBegin(first: BoundedRun["first"], text: string, start: number): boolean {
  if (first === undefined) return true;
  const code = text.charCodeAt(start);
  return code >= smallCodes || first.has(code);
}
