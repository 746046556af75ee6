// Translates regular expressions of the rule language (PCRE, with Python's named groups) to JavaScript's.

/** A translated expression, or what keeps it from being one. */
export type TranslatedRegex =
  | { readonly ok: true; readonly source: string; readonly flags: string }
  | { readonly ok: false; readonly message: string };

interface Reader {
  readonly text: string;
  at: number;
  out: string;
  flags: Set<string>;
  isExtended: boolean;
  isMultiline: boolean;
  isDotAll: boolean;
  /** `\\w` and the like know all letters. */
  isUnicode: boolean;
}

const posixClasses: Readonly<Record<string, string>> = {
  alpha: "a-zA-Z", digit: "0-9", alnum: "a-zA-Z0-9", upper: "A-Z", lower: "a-z", space: "\\s", punct: "!-\\/:-@\\[-`{-~",
  xdigit: "0-9a-fA-F", word: "\\w", blank: " \\t", cntrl: "\\x00-\\x1f\\x7f", print: "\\x20-\\x7e", graph: "\\x21-\\x7e",
};

/** Translates one expression. `flags` are JavaScript flags that hold from the start. */
export function translateRegex(pattern: string, flags = ""): TranslatedRegex {
  const reader: Reader = {
    text: pattern, at: 0, out: "", flags: new Set(flags.replace(/[ms]/g, "")), isExtended: false,
    isMultiline: flags.includes("m"), isDotAll: flags.includes("s"), isUnicode: false,
  };
  try {
    while (reader.at < pattern.length) readToken(reader);
  } catch (error) {
    if (error instanceof RegexSyntaxError) return { ok: false, message: error.message };
    throw error;
  }
  const source = reader.out;
  const allFlags = [...reader.flags].join("");
  if (!allFlags.includes("u") && compiles(source, `${allFlags}u`)) return { ok: true, source, flags: `${allFlags}u` };
  try {
    const { flags } = new RegExp(source, allFlags);
    return { ok: true, source, flags };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : String(error) };
  }
}

function compiles(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

class RegexSyntaxError extends Error {}

function readToken(reader: Reader): void {
  const { text, at } = reader;
  const char = text[at]!;
  if (char === "\\") return readEscape(reader);
  if (char === "[") return readClass(reader);
  if (char === "(") return readGroup(reader);
  if (reader.isExtended && /\s/.test(char)) {
    reader.at += 1;
    return;
  }
  if (reader.isExtended && char === "#") {
    const end = text.indexOf("\n", at);
    reader.at = end < 0 ? text.length : end + 1;
    return;
  }
  if (char === "^") return literal(reader, reader.isMultiline ? "(?<![^\\n])" : "(?<![^])");
  if (char === "$") return literal(reader, reader.isMultiline ? "(?=\\n|(?![^]))" : "(?=\\n?(?![^]))");
  if (char === ".") return literal(reader, reader.isDotAll ? "[^]" : "[^\\n]");
  if (/[*+?}]/.test(char)) return readQuantifier(reader, char);
  if (char === "{" && !/^\{(\d+(,\d*)?|,\d+)\}/.test(text.slice(at))) return literal(reader, "\\{");
  if (char === "]") return literal(reader, "\\]");
  literal(reader, char);
}

function literal(reader: Reader, out: string): void {
  reader.out += out;
  reader.at += 1;
}

function readQuantifier(reader: Reader, char: string): void {
  const isOpenBrace = char === "}" && !/\{(\d+(,\d*)?|,\d+)$/.test(reader.out);
  reader.out += isOpenBrace ? "\\}" : char;
  reader.at += 1;
  const next = reader.text[reader.at];
  // A possessive quantifier gives nothing back; JavaScript has none, so that it is read as a greedy one.
  if (next === "+" && !isOpenBrace) reader.at += 1;
}

function readEscape(reader: Reader): void {
  const { text, at } = reader;
  const next = text[at + 1] ?? "";
  const rest = text.slice(at);
  const simple: Readonly<Record<string, string>> = {
    A: "(?<![^])", Z: "(?=\\n?(?![^]))", z: "(?![^])", h: "[ \\t]", H: "[^ \\t]", R: "(?:\\r\\n|\\n|\\r)", a: "\\x07", e: "\\x1b", N: "[^\\n]", G: "", K: "",
    X: "[^]",
  };
  const quoted = /^\\Q([^]*?)(\\E|$)/.exec(rest);
  if (quoted !== null) {
    reader.out += quoted[1]!.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    reader.at += quoted[0].length;
    return;
  }
  const hex = /^\\x\{([0-9a-fA-F]+)\}/.exec(rest);
  if (hex !== null) return escaped(reader, hex[0].length, codePoint(Number.parseInt(hex[1]!, 16)));
  const named = /^\\[gk](?:\{([\w-]+)\}|<(\w+)>|'(\w+)')/.exec(rest);
  if (named !== null) return escaped(reader, named[0].length, backReference(named[1] ?? named[2] ?? named[3]!));
  const numbered = /^\\g(\d+)/.exec(rest);
  if (numbered !== null) return escaped(reader, numbered[0].length, `\\${numbered[1]}`);
  const property = /^\\[pP]\{\^?(\w+)\}/.exec(rest);
  if (property !== null) {
    reader.flags.add("u");
    return escaped(reader, property[0].length, `\\${next}{${property[1]}}`);
  }
  if (next === "K") return keepFromHere(reader);
  if (/[FIiJjLlMmOqTuUYy]/.test(next)) throw new RegexSyntaxError(`\`\\\\${next}\` means nothing in a regular expression`);
  if (reader.isUnicode && (next === "w" || next === "W")) return escaped(reader, 2, next === "w" ? "[\\p{L}\\p{N}_]" : "[^\\p{L}\\p{N}_]");
  const replacement = simple[next];
  if (replacement !== undefined) return escaped(reader, 2, replacement);
  if (/[a-zA-Z0-9]/.test(next)) return escaped(reader, 2, `\\${next}`);
  if (next === "") throw new RegexSyntaxError("the expression ends with a lone backslash");
  escaped(reader, 2, /[\\^$.*+?()[\]{}|/-]/.test(next) ? (next === "-" ? "-" : `\\${next}`) : next);
}

/** `\\K`: what comes before it must be there, but is not part of the match. */
function keepFromHere(reader: Reader): void {
  reader.out = `(?<=${reader.out})`;
  reader.at += 2;
}

function escaped(reader: Reader, length: number, out: string): void {
  reader.out += out;
  reader.at += length;
}

function codePoint(code: number): string {
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

function backReference(name: string): string {
  return /^\d+$/.test(name) ? `\\${name}` : `\\k<${name}>`;
}

function readClass(reader: Reader): void {
  const { text } = reader;
  let at = reader.at + 1;
  let out = "[";
  if (text[at] === "^") {
    out += "^";
    at += 1;
  }
  if (text[at] === "]") {
    out += "\\]";
    at += 1;
  }
  for (; at < text.length && text[at] !== "]"; at++) {
    const char = text[at]!;
    const posix = /^\[:(\^?)(\w+):\]/.exec(text.slice(at));
    if (posix !== null && posixClasses[posix[2]!] !== undefined) {
      out += posixClasses[posix[2]!]!;
      at += posix[0].length - 1;
    } else if (char === "\\") {
      const next = text[at + 1] ?? "";
      if (/[FIiJjLlMmOqTuUYy]/.test(next)) throw new RegexSyntaxError(`\`\\\\${next}\` means nothing in a regular expression`);
      const hex = /^\\x\{([0-9a-fA-F]+)\}/.exec(text.slice(at));
      if (hex !== null) {
        out += codePoint(Number.parseInt(hex[1]!, 16));
        at += hex[0].length - 1;
        continue;
      }
      out += next === "h" ? " \\t" : next === "e" ? "\\x1b" : next === "a" ? "\\x07" : /[a-zA-Z0-9\]\\^[-]/.test(next) ? `\\${next}` : next;
      at += 1;
    } else out += char === "[" ? "\\[" : char;
  }
  if (at >= text.length) throw new RegexSyntaxError("a `[` is not closed");
  reader.out += `${out}]`;
  reader.at = at + 1;
}

function readGroup(reader: Reader): void {
  const rest = reader.text.slice(reader.at);
  const comment = /^\(\?#[^)]*\)/.exec(rest);
  if (comment !== null) {
    reader.at += comment[0].length;
    return;
  }
  const verb = /^\(\*[A-Z_:]+\)/.exec(rest);
  if (verb !== null) {
    if (verb[0].includes("UCP")) reader.isUnicode = true;
    reader.at += verb[0].length;
    return;
  }
  const flags = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?(\)|:)/.exec(rest);
  if (flags !== null && !(flags[1] === "" && flags[2] === undefined && flags[3] === ":")) return readFlags(reader, flags);
  const named = /^\(\?(?:P?<([A-Za-z_]\w*)>|'(\w+)')/.exec(rest);
  if (named !== null) return escaped(reader, named[0].length, `(?<${named[1] ?? named[2]}>`);
  const reference = /^\(\?P=(\w+)\)/.exec(rest);
  if (reference !== null) return escaped(reader, reference[0].length, `\\k<${reference[1]}>`);
  // An atomic group is a look-ahead that captures, and a reference to what it found.
  if (rest.startsWith("(?>")) return escaped(reader, 3, "(?:");
  if (rest.startsWith("(?|")) return escaped(reader, 3, "(?:");
  if (/^\(\?(?:R|\d|&|\+|P>|\()/.test(rest)) throw new RegexSyntaxError("recursion and conditions are not supported");
  const behind = /^\(\?<[=!]/.exec(rest);
  if (behind !== null && isVariable(groupBody(rest, behind[0].length))) throw new RegexSyntaxError("a look-behind must have a fixed length");
  const special = /^\(\?(?:<[=!]|[=!:])/.exec(rest);
  escaped(reader, special === null ? 1 : special[0].length, special === null ? "(" : special[0]);
}

/** The text of a group up to its closing parenthesis. */
function groupBody(text: string, start: number): string {
  let depth = 1;
  let inClass = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\") at++;
    else if (inClass) inClass = char !== "]";
    else if (char === "[") inClass = true;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

function isVariable(body: string): boolean {
  const plain = body.replace(/\\./g, "x").replace(/\[(?:[^\]\\]|\\.)*\]/g, "x").replace(/\(\?/g, "(");
  return /[*+?]|\{\d*,\d*\}/.test(plain);
}

/** Inline flags: for the whole expression at its start, else for the rest of their group. */
function readFlags(reader: Reader, match: RegExpExecArray): void {
  const on = match[1] ?? "";
  const off = match[2] ?? "";
  reader.at += match[0].length;
  if (on.includes("x")) reader.isExtended = true;
  if (off.includes("x")) reader.isExtended = false;
  if (on.includes("m")) reader.isMultiline = true;
  if (off.includes("m")) reader.isMultiline = false;
  if (on.includes("s")) reader.isDotAll = true;
  if (off.includes("s")) reader.isDotAll = false;
  if (on.includes("i")) reader.flags.add("i");
  if (off.includes("i")) reader.flags.delete("i");
  if (match[3] === ":") reader.out += "(?:";
}
