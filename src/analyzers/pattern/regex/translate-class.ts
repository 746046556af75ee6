// Translates the character classes of a regular expression, `[...]`, to JavaScript's.

import { asciiBlanks, horizontalBlanks, notAsciiBlank, verticalBlanks } from "./blanks.ts";
import { RegexSyntaxError, codePoint } from "./regex-syntax.ts";

/** Each of PCRE's named classes, and what is outside it. */
const posixClasses: Readonly<Record<string, readonly [inside: string, outside: string]>> = {
  alpha: ["a-zA-Z", "\\x00-@\\[-`{-\\uffff"],
  digit: ["0-9", "\\D"],
  alnum: ["a-zA-Z0-9", "\\x00-\\/:-@\\[-`{-\\uffff"],
  upper: ["A-Z", "\\x00-@\\[-\\uffff"],
  lower: ["a-z", "\\x00-`{-\\uffff"],
  space: [asciiBlanks, notAsciiBlank],
  punct: ["!-\\/:-@\\[-`{-~", "\\x00- 0-9A-Za-z\\x7f-\\uffff"],
  xdigit: ["0-9a-fA-F", "\\x00-\\/:-@G-`g-\\uffff"],
  word: ["\\w", "\\W"],
  blank: [" \\t", "\\x00-\\x08\\n-\\x1f!-\\uffff"],
  cntrl: ["\\x00-\\x1f\\x7f", " -~\\x80-\\uffff"],
  print: ["\\x20-\\x7e", "\\x00-\\x1f\\x7f-\\uffff"],
  graph: ["\\x21-\\x7e", "\\x00- \\x7f-\\uffff"],
};

const blankClasses: Readonly<Record<string, string>> = { s: asciiBlanks, S: notAsciiBlank, h: horizontalBlanks, v: verticalBlanks };

/** The class that begins at `start`, and how long it is as written. */
export function readClass(text: string, start: number): { readonly out: string; readonly length: number } {
  let at = start + 1;
  let out = "[";
  if (text[at] === "^") {
    out += "^";
    at += 1;
  }
  if (text[at] === "]") {
    out += "\\]";
    at += 1;
  }
  while (at < text.length && text[at] !== "]") {
    const item = readItem(text, at);
    out += item.out;
    at += item.length;
  }
  if (at >= text.length) throw new RegexSyntaxError("a `[` is not closed");
  return { out: `${out}]`, length: at + 1 - start };
}

function readItem(text: string, at: number): { out: string; length: number } {
  const rest = text.slice(at, at + 40);
  const posix = /^\[:(\^?)(\w+):\]/.exec(rest);
  const named = posix === null ? undefined : posixClasses[posix[2]!];
  if (named !== undefined) return { out: named[posix![1] === "^" ? 1 : 0], length: posix![0].length };
  if (rest[0] !== "\\") return { out: rest[0] === "[" ? "\\[" : rest[0]!, length: 1 };
  const next = rest[1] ?? "";
  if (/[FIiJjLlMmOqTuUYy]/.test(next)) throw new RegexSyntaxError(`\`\\\\${next}\` means nothing in a regular expression`);
  const hex = /^\\x\{([0-9a-fA-F]+)\}/.exec(rest);
  if (hex !== null) return { out: codePoint(Number.parseInt(hex[1]!, 16)), length: hex[0].length };
  const blanks = blankClasses[next];
  if (blanks !== undefined) return { out: blanks, length: 2 };
  const plain = next === "e" ? "\\x1b" : next === "a" ? "\\x07" : /[a-zA-Z0-9\]\\^[-]/.test(next) ? `\\${next}` : next;
  return { out: plain, length: 2 };
}
