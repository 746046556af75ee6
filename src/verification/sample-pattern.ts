// Makes texts that a regular expression accepts: ordinary input for a program that checks its input by one.

import { endingPattern } from "../analyzers/symbolic/slow-patterns.ts";

/** A text that the pattern accepts, with as much of the wish in it as fits; undefined where none was found. */
export function sampleOf(pattern: RegExp, wish = "QZ7"): string | undefined {
  const reader = new Reader(pattern.source, wish);
  const sample = reader.alternatives();
  const tried = endingPattern(pattern.source, pattern.flags.replaceAll(/[gy]/g, ""));
  return !reader.isLost && sample.length < MAXIMUM_LENGTH && tried?.test(sample) === true ? sample : undefined;
}

const MAXIMUM_LENGTH = 400;
const DIGITS = "8675309";
const candidates = [..."qQ7Z8a-_./@: +"].concat(Array.from({ length: 94 }, (_, index) => String.fromCodePoint(33 + index)));

/** Reads a pattern's source and writes a text on the way. */
class Reader {
  readonly #source: string;
  readonly #wish: string;
  #at = 0;
  isLost = false;

  constructor(source: string, wish: string) {
    this.#source = source;
    this.#wish = wish;
  }

  /** The first of several ways is taken. */
  alternatives(): string {
    let first: string | undefined;
    for (;;) {
      const one = this.#sequence();
      first ??= one;
      if (this.#source[this.#at] !== "|") return first;
      this.#at += 1;
    }
  }

  #sequence(): string {
    let made = "";
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at]!)) made += this.#repeated();
    return made;
  }

  #repeated(): string {
    const start = this.#at;
    const one = this.#atom();
    const unit = this.#source.slice(start, this.#at);
    const [least, most] = this.#quantifier();
    const isClass = /^(?:\[|\\[dwsDWS]|\.)/.test(unit);
    if (isClass && most > 1) return this.#run(unit, least, most);
    return one.repeat(Math.max(1, least));
  }

  /** A run of one class: the wish where it fits, else a number, else one character again and again. */
  #run(unit: string, least: number, most: number): string {
    const isOf = (whole: string): boolean => {
      try {
        return new RegExp(`^(?:${unit}){${least},${most === Number.POSITIVE_INFINITY ? "" : most}}$`, "s").test(whole);
      } catch {
        this.isLost = true;
        return false;
      }
    };
    const pad = this.#character(unit);
    const fitting = [this.#wish, this.#wish.toLowerCase(), DIGITS, DIGITS.slice(0, most)].map((text) => text.padEnd(least, pad));
    return fitting.find(isOf) ?? pad.repeat(Math.max(1, least));
  }

  #character(unit: string): string {
    try {
      const single = new RegExp(`^(?:${unit})$`, "s");
      return candidates.find((one) => single.test(one)) ?? "q";
    } catch {
      this.isLost = true;
      return "q";
    }
  }

  #atom(): string {
    const next = this.#source[this.#at]!;
    if (next === "(") return this.#group();
    if (next === "[") return this.#class();
    this.#at += 1;
    if (next === "^" || next === "$") return "";
    if (next === ".") return this.#wish[0] ?? "q";
    if (next !== "\\") return next;
    const escaped = this.#source[this.#at] ?? "";
    this.#at += 1;
    if (/[bB]/.test(escaped)) return "";
    if (/[dwsDWS]/.test(escaped)) return this.#character(`\\${escaped}`);
    if (/[1-9kpPux]/.test(escaped)) this.isLost = true;
    return { n: "\n", t: "\t", r: "\r" }[escaped] ?? escaped;
  }

  #group(): string {
    const kind = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(this.#source.slice(this.#at))?.[0] ?? "(";
    this.#at += kind.length;
    const inner = this.alternatives();
    this.#at += 1;
    return /^\(\?<?[=!]/.test(kind) ? "" : inner;
  }

  #class(): string {
    const start = this.#at;
    this.#at += 1;
    if (this.#source[this.#at] === "^") this.#at += 1;
    while (this.#at < this.#source.length && this.#source[this.#at] !== "]") this.#at += this.#source[this.#at] === "\\" ? 2 : 1;
    this.#at += 1;
    return this.#character(this.#source.slice(start, this.#at));
  }

  #quantifier(): readonly [number, number] {
    const found = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})[?+]?/.exec(this.#source.slice(this.#at));
    if (found === null) return [1, 1];
    this.#at += found[0].length;
    if (found[1] !== undefined) return found[1] === "?" ? [0, 1] : [found[1] === "+" ? 1 : 0, Number.POSITIVE_INFINITY];
    const least = Number(found[2]);
    return [least, found[3] === undefined ? least : found[4] === "" ? Number.POSITIVE_INFINITY : Number(found[4])];
  }
}

/** An attack dressed so that the pattern lets it pass; none where the pattern looks at the whole of it. */
export function passing(pattern: RegExp, payloads: readonly string[]): string[] {
  const sample = sampleOf(pattern);
  const tried = endingPattern(pattern.source, pattern.flags.replaceAll(/[gy]/g, ""));
  const forms = payloads.flatMap((payload) => [sampleOf(pattern, payload) ?? "", ...(sample === undefined ? [] : [`${sample}${payload}`, `${payload}${sample}`, `${sample}\n${payload}`, `${sample}${payload}${sample}`])]);
  return [...new Set(forms)].filter((form) => form !== "" && tried?.test(form) === true && payloads.some((payload) => form.includes(payload)));
}
