// Reads the code cells of a notebook with the places of their text in the file, without building the rest of it.

/** One string of the file that holds lines of a cell; offsets are those between its quotes. */
export interface CellString {
  readonly start: number;
  readonly end: number;
}

export interface Cell {
  /** As notebooks count: 1 is the first of all cells, those with text included. */
  readonly number: number;
  readonly strings: readonly CellString[];
}

export interface Notebook {
  /** Code cells in order. */
  readonly cells: readonly Cell[];
  /** Name of the kernel's language in lower case; `python` where none is written. */
  readonly language: string;
  /** Where the file stops being JSON, or -1. */
  readonly faultAt: number;
}

/** Never throws: what stands before a fault is read. */
export function readNotebook(text: string): Notebook {
  const reader = new Reader(text);
  reader.readTop();
  const named = /"(?:language_info|kernelspec)"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)?"(?:name|language)"\s*:\s*"(\w+)"/g;
  const languages = [...reader.metadata.matchAll(named)].map((found) => found[1]!.toLowerCase());
  return { cells: reader.cells, language: languages.find((name) => knownLanguages.test(name)) ?? languages[0] ?? "python", faultAt: reader.faultAt };
}

const knownLanguages = /^(?:python\d?|ipython|javascript|typescript|bash|sql|r|julia|ruby|scala|java|kotlin|rust|go)$/;
const stringEnd = /(?:[^"\\\n]|\\[^\n])*"/y;

class Reader {
  readonly cells: Cell[] = [];
  metadata = "";
  faultAt = -1;
  readonly #text: string;
  #at = 0;
  #cellCount = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readTop(): void {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    this.#readObject((key) => {
      if (key === "cells" || key === "worksheets") return this.#readList(() => this.#readCell());
      const from = this.#at;
      this.#skipValue();
      if (key === "metadata") this.metadata = `"metadata":${this.#text.slice(from, this.#at)}`;
    });
  }

  #readCell(): void {
    let isCode = false;
    let strings: CellString[] = [];
    let isSheet = false;
    this.#readObject((key) => {
      if (key === "cell_type") isCode = this.#readString()?.value === "code";
      else if (key === "source" || key === "input") strings = this.#readSource();
      else if (key === "cells") {
        // The third format keeps its cells in sheets.
        isSheet = true;
        this.#readList(() => this.#readCell());
      } else this.#skipValue();
    });
    if (isSheet) return;
    this.#cellCount++;
    if (isCode) this.cells.push({ number: this.#cellCount, strings });
  }

  /** One string or a list of them. */
  #readSource(): CellString[] {
    if (this.#peek() === '"') return [this.#readString()].filter((found) => found !== undefined);
    const strings: CellString[] = [];
    this.#readList(() => {
      const found = this.#peek() === '"' ? this.#readString() : this.#skipValue();
      if (found !== undefined) strings.push(found);
    });
    return strings;
  }

  #readObject(onKey: (key: string) => void): void {
    if (this.#peek() !== "{") return this.#skipValue();
    this.#at++;
    while (this.faultAt < 0) {
      const next = this.#peek();
      if (next === "}") {
        this.#at++;
        return;
      }
      if (next === ",") {
        this.#at++;
        continue;
      }
      const key = this.#readString();
      if (key === undefined || this.#peek() !== ":") return this.#fail();
      this.#at++;
      onKey(key.value);
    }
  }

  #readList(onItem: () => void): void {
    if (this.#peek() !== "[") return this.#skipValue();
    this.#at++;
    while (this.faultAt < 0) {
      const next = this.#peek();
      if (next === "]") {
        this.#at++;
        return;
      }
      if (next === ",") this.#at++;
      else onItem();
    }
  }

  #peek(): string | undefined {
    while (/[\s]/.test(this.#text[this.#at] ?? "")) this.#at++;
    return this.#text[this.#at];
  }

  #readString(): (CellString & { readonly value: string }) | undefined {
    if (this.#peek() !== '"') {
      this.#fail();
      return undefined;
    }
    const start = this.#at + 1;
    stringEnd.lastIndex = start;
    const found = stringEnd.exec(this.#text);
    if (found === null) {
      this.#fail();
      return undefined;
    }
    this.#at = stringEnd.lastIndex;
    return { start, end: this.#at - 1, value: found[0].slice(0, -1) };
  }

  /** Steps over a value of any depth without recursion. */
  #skipValue(): undefined {
    let depth = 0;
    do {
      const next = this.#peek();
      if (next === undefined) return this.#fail();
      if (next === '"') {
        if (this.#readString() === undefined) return;
      } else if (next === "{" || next === "[") {
        depth++;
        this.#at++;
      } else if (next === "}" || next === "]") {
        if (depth === 0) return this.#fail();
        depth--;
        this.#at++;
      } else if (next === "," || next === ":") {
        if (depth === 0) return this.#fail();
        this.#at++;
      } else this.#skipPlain();
    } while (depth > 0);
    return undefined;
  }

  #skipPlain(): void {
    const plain = /[^\s",:[\]{}]+/y;
    plain.lastIndex = this.#at;
    this.#at = plain.test(this.#text) ? plain.lastIndex : this.#at + 1;
  }

  #fail(): undefined {
    if (this.faultAt < 0) this.faultAt = Math.min(this.#at, Math.max(0, this.#text.length - 1));
    return undefined;
  }
}
