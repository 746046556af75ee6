// Finds brackets, comments and line ends outside of strings: enough of a lexer for files that the parser cannot read.

/** A bracket, `#` for a comment, or `\n` for a line end. Offsets are 0-based UTF-16, end exclusive. */
export interface Sign {
  readonly sign: string;
  readonly start: number;
  readonly end: number;
}

/** All signs of a file in order. */
export function* signsOf(text: string): Generator<Sign> {
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"' || sign === "'") at = endOfString(text, at) - 1;
    else if ("()[]{}\n".includes(sign)) yield { sign, start: at, end: at + 1 };
    else if (sign === "\r" && text[at + 1] !== "\n") yield { sign: "\n", start: at, end: at + 1 };
    else if (sign === "\r") yield { sign: "\n", start: at, end: ++at + 1 };
    else if (sign === "#") {
      const start = at;
      while (at + 1 < text.length && text[at + 1] !== "\n" && text[at + 1] !== "\r") at++;
      yield { sign, start, end: at + 1 };
    }
  }
}

/** One past the closing quote of the string whose opening quote stands at `at`. */
export function endOfString(text: string, at: number): number {
  const quote = text[at]!;
  const closing = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  for (let place = at + closing.length; place < text.length; place++) {
    if (text[place] === "\\") place++;
    else if (closing.length === 1 && text[place] === "\n") return place;
    else if (text.startsWith(closing, place)) return place + closing.length;
  }
  return text.length;
}
