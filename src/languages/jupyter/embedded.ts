// Makes programs of a notebook's cells: the cells of the kernel's language one program in their order, cells of others their own.

import { type EmbeddedCode, EmbeddedText } from "../../syntax/embedded.ts";
import type { FindEmbedded } from "../../syntax/language.ts";
import { type Cell, readNotebook } from "./read-cells.ts";

/** Kernel languages that can be read here, by the name a notebook gives. */
const kernels: ReadonlyMap<string, string> = new Map([
  ["python", "python"],
  ["python2", "python"],
  ["python3", "python"],
  ["ipython", "python"],
  ["javascript", "javascript"],
  ["typescript", "typescript"],
  ["bash", "bash"],
  ["sql", "sql"],
]);

/** Cells that begin with such a mark are in another language; `%%time` and its like only say how to run the cell. */
const cellLanguages: ReadonlyMap<string, string> = new Map([
  ["bash", "bash"],
  ["sh", "bash"],
  ["script", "bash"],
  ["javascript", "javascript"],
  ["js", "javascript"],
  ["sql", "sql"],
]);
const runningMarks: ReadonlySet<string> = new Set(["time", "timeit", "capture", "prun", "px", "memit", "python", "python3", "snakeviz", "notify", "heat", "scalene", "mprun", "lprun"]);

export const findEmbedded: FindEmbedded = (tree) => {
  const notebook = readNotebook(tree.text);
  const kernel = kernels.get(notebook.language);
  const own = new Program(tree.text, kernel ?? "", kernel === "python");
  const others: EmbeddedCode[] = [];
  for (const cell of notebook.cells) {
    const lines = linesOf(tree.text, cell);
    const mark = /^\s*%%(\w+)/.exec(textOf(tree.text, lines[0]!))?.[1];
    const other = mark === undefined ? undefined : cellLanguages.get(mark);
    if (other !== undefined) {
      const program = new Program(tree.text, other, false);
      program.add(cell, lines.slice(1), 2);
      others.push(...program.code());
    } else if (kernel !== undefined && (mark === undefined || runningMarks.has(mark))) {
      own.add(cell, mark === undefined ? lines : lines.slice(1), mark === undefined ? 1 : 2);
    }
  }
  // The kernel's program reaches over the others: it goes first, they follow in their order.
  return [...own.code(), ...others];
};

/** A character of a cell: where it stands in the file, and what it is if the file writes it otherwise. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** Undefined for a stretch that is copied. */
  readonly meant?: string;
}

type Line = readonly Piece[];

const escape = /\\(?:u[0-9a-fA-F]{4}|[^])/g;
const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/** The lines of a cell without their line breaks. */
function linesOf(text: string, cell: Cell): Line[] {
  const lines: Piece[][] = [[]];
  for (const { start, end } of cell.strings) {
    let at = start;
    for (const found of text.slice(start, end).matchAll(escape)) {
      const from = start + found.index;
      if (from > at) lines.at(-1)!.push({ start: at, end: from });
      at = from + found[0].length;
      const code = found[0][1]!;
      const meant = code === "u" ? String.fromCharCode(Number.parseInt(found[0].slice(2), 16)) : (simple[code] ?? code);
      if (meant === "\n") lines.push([]);
      else if (meant !== "\r") lines.at(-1)!.push({ start: from, end: at, meant });
    }
    if (end > at) lines.at(-1)!.push({ start: at, end });
  }
  return lines;
}

function textOf(text: string, line: Line): string {
  return line.map((piece) => piece.meant ?? text.slice(piece.start, piece.end)).join("");
}

/** The cells of one language, put together. */
class Program {
  readonly #text: string;
  readonly #language: string;
  readonly #isPython: boolean;
  readonly #out: EmbeddedText;
  /** Where each line begins in the program, with the cell and line that it is. */
  readonly #places: { readonly at: number; readonly cell: number; readonly line: number }[] = [];

  constructor(text: string, language: string, isPython: boolean) {
    this.#text = text;
    this.#language = language;
    this.#isPython = isPython;
    this.#out = new EmbeddedText(text);
  }

  /** Adds the lines of a cell; `firstLine` is the number of the first of them within the cell. */
  add(cell: Cell, lines: readonly Line[], firstLine: number): void {
    const shown = this.#isPython ? shownLine(lines.map((line) => textOf(this.#text, line))) : -1;
    let isGoingOn = false;
    for (const [index, line] of lines.entries()) {
      this.#places.push({ at: this.#out.text.length, cell: cell.number, line: firstLine + index });
      const whole = textOf(this.#text, line);
      const start = line[0]?.start ?? cell.strings.at(-1)?.end ?? 0;
      const end = line.at(-1)?.end ?? start;
      const mended = this.#isPython && !isGoingOn ? withoutMagic(whole) : undefined;
      if (index === shown) this.#out.put("_ = ", start, start);
      if (mended !== undefined) this.#out.put(mended, start, end);
      else this.#addPieces(line);
      this.#out.put("\n", end, end);
      isGoingOn = whole.endsWith("\\");
    }
  }

  #addPieces(line: Line): void {
    for (const { start, end, meant } of line) {
      if (meant === undefined) this.#out.copy(start, end);
      else this.#out.put(meant, start, end);
    }
  }

  code(): EmbeddedCode[] {
    if (this.#out.text.trim() === "") return [];
    const places = this.#places;
    const placeOf = (offset: number): string => {
      const place = places.findLast(({ at }) => at <= offset) ?? places[0]!;
      return `Cell ${place.cell}, line ${place.line}`;
    };
    return [{ language: this.#language, ending: "", text: this.#out.text, origin: this.#out.origin(), isProgram: true, isEditable: false, placeOf }];
  }
}

/**
 * What Python reads instead of a line that only IPython knows, or undefined for a line of Python: `%matplotlib inline`,
 * `!pip install x`, `files = !ls`, `print?`.
 */
function withoutMagic(line: string): string | undefined {
  const alone = /^(\s*)(?:%{1,2}[A-Za-z_]|![^=]|\?{1,2}\w|[A-Za-z_][\w.]*\?{1,2}\s*$)/.exec(line);
  if (alone !== null) return `${alone[1]}pass`;
  const assigned = /^(\s*[A-Za-z_][\w., ]*=\s*)(?:!|%[A-Za-z_])/.exec(line);
  return assigned === null ? undefined : `${assigned[1]}None`;
}

const statementWord = /^(?:def|class|if|for|while|with|try|except|finally|else|elif|import|from|return|raise|pass|del|assert|global|nonlocal|async|await|match|case|type|print|lambda|yield|break|continue)\b/;

/** The line of the expression that the notebook shows below the cell: its value is used. -1 where there is none. */
function shownLine(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  if (last < 0 || /;\s*$/.test(lines[last]!)) return -1;
  const line = lines[last]!;
  const isExpression = /^[\w("'[{~-]/.test(line) && !statementWord.test(line) && !/^[\w.,*[\]()"' :]+?(?:[-+*/|&^%@]|\/\/|\*\*|>>|<<)?=(?!=)/.test(line);
  // Of a value over several lines the last one is no beginning.
  return isExpression && !/^[)\]}]/.test(line) && withoutMagic(line) === undefined ? last : -1;
}
