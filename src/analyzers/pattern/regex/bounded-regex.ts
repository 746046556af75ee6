// Regular expressions that give up after a number of steps, for those that could run for years.

import { beginningOf } from "./character-sets.ts";
import { type RegexProgram, compileProgram } from "./compile-program.ts";
import { type ParsedRegex, parseRegex } from "./parse-regex.ts";
import { type BacktrackingRisk, maxNativeRun, mayBacktrack, requiredCharacter, riskOf, triesFeared } from "./backtracking-risk.ts";
import { type Search, StepLimitExceeded } from "./machine.ts";
import { runProgram } from "./run-program.ts";

/** Instructions that one search may take, all its places together: a bound of our own, beyond PCRE's for each place. */
const maxSteps = 50_000_000;

/** What a search may take by the usual engine, by the form of the expression and the runs of characters in the text. */
const maxNativeSteps = 1_000_000_000;

/** The usual expression where its form is harmless, else one that counts its steps where a text calls for it. */
export function boundedRegex(source: string, flags: string): RegExp {
  const parsed = /[*+{]/.test(source) ? parseRegex(source) : undefined;
  return parsed === undefined || !mayBacktrack(parsed.root) ? new RegExp(source, flags) : new BoundedRegex(source, flags, { parsed, steps: maxSteps });
}

/** An expression that counts its steps whatever the text; undefined where only the usual engine can run it. */
export function countingRegex(source: string, flags: string, steps: number): BoundedRegex | undefined {
  const parsed = parseRegex(endsAsLooks(source, flags.includes("m")));
  const program = parsed && compileProgram(parsed, flags);
  return parsed && program && new BoundedRegex(source, flags, { parsed, steps, run: planOf(parsed, flags, program) });
}

/** `^` and `$` of the usual engine as what may not stand beside them. */
function endsAsLooks(source: string, isByLine: boolean): string {
  const any = isByLine ? "[^\\n\\r\\u2028\\u2029]" : "[\\s\\S]";
  return source.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]|[\^$]/gs, (part) => (part === "^" ? `(?<!${any})` : part === "$" ? `(?!${any})` : part));
}

/** An expression of the rule language, translated: on the usual engine where that can run it. */
export function runnableRegex({ source, flags, needsOwnMatcher }: { readonly source: string; readonly flags: string; readonly needsOwnMatcher: boolean }): RegExp | undefined {
  if (!needsOwnMatcher) return boundedRegex(source, flags);
  const parsed = parseRegex(source);
  if (parsed === undefined) return undefined;
  try {
    const program = compileProgram(parsed, flags);
    return program === undefined ? undefined : new BoundedRegex(source, flags, { parsed, steps: maxSteps }, planOf(parsed, flags, program));
  } catch (error) {
    // A set such as [z-a], which only the usual engine reads.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The same expression, finding every match. */
export function globally(regex: RegExp): RegExp {
  const flags = `${regex.flags.replace("g", "")}g`;
  return regex instanceof BoundedRegex ? regex.withFlags(flags) : new RegExp(regex.source, flags);
}

/** How the expression is run; undefined where the usual engine can do no harm, or no other can run it. */
function planRun(parsed: ParsedRegex, flags: string): BoundedRun | undefined {
  const risk = riskOf(parsed.root, flags);
  if (!risk.isExponential && risk.repetitions.length === 0 && risk.groups.length === 0) return undefined;
  const program = compileProgram(parsed, flags);
  return program === undefined ? undefined : planOf(parsed, flags, program, risk);
}

function planOf(parsed: ParsedRegex, flags: string, program: RegexProgram, risk?: BacktrackingRisk): BoundedRun {
  const beginning = beginningOf(parsed.root, flags);
  return { program, risk, first: beginning.isEmptyPossible ? undefined : beginning.codes, required: requiredCharacter(parsed.root, flags) };
}

/** How an expression that counts its steps is run. */
interface BoundedRun {
  readonly program: RegexProgram;
  /** Undefined where no other engine can run it. */
  readonly risk: BacktrackingRisk | undefined;
  /** The small code points that a match can begin with; undefined where it can be empty. */
  readonly first: ReadonlySet<number> | undefined;
  /** A character that every match holds. */
  readonly required: string | undefined;
}

const smallCodes = 256;

/** As far as PCRE looks ahead for the character that every match holds. */
const requiredWithin = 5000;

/** An expression and the instructions that one search for it may take. */
interface Bounds {
  readonly parsed: ParsedRegex;
  readonly steps: number;
  /** How it is run, where that does not depend on the text. */
  readonly run?: BoundedRun;
}

/** A regular expression that searches with a limit; past it nothing is found, and `isExceeded` says so. */
export class BoundedRegex extends RegExp {
  isExceeded = false;
  readonly #bounds: Bounds;
  readonly #written: string;
  /** Found out at the first search: most expressions of most rules never run. */
  #run: BoundedRun | "native" | undefined;
  /** What was found out of the last text: a file is searched many times in a row. */
  #judged: { readonly text: string; readonly isNative: boolean } | undefined;

  /** With a `run` the usual engine could not read the source. */
  constructor(source: string, flags: string, bounds: Bounds, run?: BoundedRun) {
    super(run === undefined ? source : "", flags);
    this.#written = source;
    this.#bounds = bounds;
    this.#run = run ?? bounds.run;
  }

  withFlags(flags: string): BoundedRegex {
    const isForeign = this.#bounds.run === undefined && this.#run !== undefined && this.#run !== "native" && this.#run.risk === undefined;
    return new BoundedRegex(this.#written, flags, this.#bounds, isForeign ? (this.#run as BoundedRun) : undefined);
  }

  override exec(text: string): RegExpExecArray | null {
    this.isExceeded = false;
    this.#run ??= planRun(this.#bounds.parsed, this.flags) ?? "native";
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

  /** Where PCRE would not reach its limits either, and the usual engine comes to an end soon. */
  #isNative(text: string, { risk }: BoundedRun): boolean {
    if (risk === undefined || risk.isExponential) return false;
    if (text.length <= maxNativeRun) return true;
    if (this.#judged?.text !== text) {
      const feared = triesFeared(risk, text);
      this.#judged = { text, isNative: feared.atOnePlace <= 1 && feared.inAll <= maxNativeSteps };
    }
    return this.#judged.isNative;
  }

  #search(text: string, from: number, { program, first, required }: BoundedRun): RegExpExecArray | null {
    const search: Search = { text, flags: this.flags, from, steps: this.#bounds.steps, resumeAt: undefined };
    let needed = from - 1;
    for (let start = from; start <= text.length; start++) {
      if (!this.sticky && !canBegin(first, text, start)) continue;
      if (required !== undefined && needed < start && text.length - start < requiredWithin) {
        needed = text.indexOf(required, start);
        if (needed < 0) return null;
      }
      const slots = runProgram(program, search, start);
      if (slots !== undefined) return this.#result(text, slots, program);
      if (this.sticky || search.resumeAt === Infinity) return null;
      start = Math.max(start, (search.resumeAt ?? 0) - 1);
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
