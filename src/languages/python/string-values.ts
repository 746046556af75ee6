// Works out what a Python string literal says: its prefix, its quotes and the text with the escapes processed.

/** What stands before the text of a string. */
export interface StringOpening {
  /** The prefix letters in lower case, in the order b/f/t/u then r is put first: "", b, f, t, u, r, rb, rf, rt. */
  readonly prefix: string;
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  /** f-string or t-string. */
  readonly isTemplate: boolean;
  readonly isUnicode: boolean;
  readonly isTriple: boolean;
  readonly isSingleQuoted: boolean;
}

/** Reads the opening of a string, for instance `Rb"""`. */
export function readOpening(opening: string): StringOpening {
  const lower = opening.toLowerCase();
  const letters = lower.replace(/['"`]+$/, "");
  const isRaw = letters.includes("r");
  const rest = letters.replace("r", "");
  return {
    prefix: (isRaw ? "r" : "") + rest,
    isRaw,
    isBytes: rest === "b",
    isTemplate: rest === "f" || rest === "t",
    isUnicode: rest === "u",
    isTriple: lower.length - letters.length >= 3,
    isSingleQuoted: lower.endsWith("'"),
  };
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

const escapePattern = /\\(?:([\n\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;
const bytesEscapePattern = /\\(?:([\n\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2}))/g;

/**
 * The value of a string's text. Line ends become `\n` as Python reads them. `\N{name}` stays as written: the names are
 * not known here. Bytes are given as characters 0–255.
 */
export function cookText(text: string, isRaw: boolean, isBytes: boolean): string {
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  if (isRaw || !text.includes("\\")) return text;
  return text.replace(isBytes ? bytesEscapePattern : escapePattern, cookEscape);
}

function cookEscape(whole: string, simple?: string, octal?: string, hex?: string, short?: unknown, long?: unknown): string {
  if (simple !== undefined) return simpleEscapes.get(simple)!;
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  // For bytes the last arguments are the match's offset and the whole text, hence the type checks.
  const code = hex ?? (typeof short === "string" ? short : typeof long === "string" ? long : undefined);
  if (code === undefined) return whole;
  const point = Number.parseInt(code, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}
