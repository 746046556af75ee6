// Code of one language inside a file of another: what a language folder says of it, and the way back to the file's offsets.

/** Stands in embedded code for what is only known when the program runs: U+FFFC, the object replacement character. */
export const holeMark = "\uFFFC";

/** Stands in embedded code for a template's `{% if %}`, `{% else %}` and the like: white space to a parser, U+00A0. What stands before and behind it may never be in one page. */
export const templateGap = "\u00A0";

/** One piece of embedded code, ready to be parsed by its own language. */
export interface EmbeddedCode {
  /** Id of its language. */
  readonly language: string;
  /** What its language would read from the file's name, for instance `.ts`; "" where that does not matter. */
  readonly ending: string;
  readonly text: string;
  readonly origin: Origin;
  /** True where it is part of the program that the file holds, and not a value that the program hands on: metrics count it. */
  readonly isProgram: boolean;
  /** False where a change of the code is no change of the file that keeps it sound. */
  readonly isEditable: boolean;
  /** Said in front of every message, for instance `Cell 3, line 2`, where the file's lines tell readers nothing. */
  readonly placeOf?: (offset: number) => string;
}

/** Where a stretch of embedded code stands in its file. */
export interface Stretch {
  /** Offset in the embedded text; the stretch reaches to the next one's. */
  readonly at: number;
  /** Offsets in the file's text. */
  readonly hostStart: number;
  readonly hostEnd: number;
  /** True where the file holds these characters one by one, false where an escape or a hole stands for them. */
  readonly isVerbatim: boolean;
}

/** The way from offsets of embedded code to offsets of its file. Offsets are 0-based UTF-16 units. */
export class Origin {
  readonly stretches: readonly Stretch[];

  /** Sorted by `at`, the first at 0. */
  constructor(stretches: readonly Stretch[]) {
    this.stretches = stretches;
  }

  /** The range in the file that the range of embedded code came from. */
  rangeOf(start: number, end: number): { readonly start: number; readonly end: number } {
    const from = this.#offsetOf(start, false);
    return { start: from, end: end <= start ? from : Math.max(from, this.#offsetOf(end - 1, true)) };
  }

  /** True where the range stands in the file character by character, so that it can be replaced there. */
  isVerbatim(start: number, end: number): boolean {
    const first = this.#indexAt(start);
    const last = this.#indexAt(Math.max(start, end - 1));
    return first === last && this.stretches[first]!.isVerbatim;
  }

  /** The host offset of one character: its start, or the offset behind it. */
  #offsetOf(offset: number, isEnd: boolean): number {
    const stretch = this.stretches[this.#indexAt(offset)]!;
    if (!stretch.isVerbatim) return isEnd ? stretch.hostEnd : stretch.hostStart;
    return Math.min(stretch.hostEnd, stretch.hostStart + offset - stretch.at + (isEnd ? 1 : 0));
  }

  #indexAt(offset: number): number {
    let low = 0;
    let high = this.stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.stretches[middle]!.at <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Puts embedded code together piece by piece and remembers where each came from. */
export class EmbeddedText {
  #text = "";
  readonly #host: string;
  readonly #stretches: Stretch[] = [];

  constructor(host: string) {
    this.#host = host;
  }

  get text(): string {
    return this.#text;
  }

  /** Adds what the file holds in this range. */
  copy(start: number, end: number): this {
    if (end <= start) return this;
    const last = this.#stretches.at(-1);
    // What goes on where the last stretch ended is one with it.
    if (last?.isVerbatim === true && last.hostEnd === start) this.#stretches[this.#stretches.length - 1] = { ...last, hostEnd: end };
    else this.#stretches.push({ at: this.#text.length, hostStart: start, hostEnd: end, isVerbatim: true });
    this.#text += this.#host.slice(start, end);
    return this;
  }

  /** Adds text that the file writes otherwise. */
  put(text: string, start: number, end: number): this {
    if (text === "") return this;
    this.#stretches.push({ at: this.#text.length, hostStart: start, hostEnd: end, isVerbatim: false });
    this.#text += text;
    return this;
  }

  origin(): Origin {
    return new Origin(this.#stretches.length === 0 ? [{ at: 0, hostStart: 0, hostEnd: 0, isVerbatim: true }] : this.#stretches);
  }
}
