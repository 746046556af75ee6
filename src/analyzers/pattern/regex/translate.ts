// Translates regular expressions of the rule language (PCRE, with Python's named groups) to JavaScript's; what JavaScript has
// no word for stays as PCRE writes it, for the matcher of our own.

import { asciiBlanks, horizontalBlanks, verticalBlanks } from "./blanks.ts";
import { readClass } from "./translate-class.ts";
import { RegexSyntaxError, codePoint, escapeRegex } from "./regex-syntax.ts";
import { parseRegex } from "./parse-regex.ts";

/** An expression that must match from the start of a text. `(?i)` at its own start stays there, where the usual engine knows it as a flag. */
export function fromStart(pattern: string): string {
  const flags = /^\(\?(\w*)i(\w*)\)/.exec(pattern);
  if (flags === null) return `^(?:${pattern})`;
  return `(?i)^(?:(?${flags[1]!}${flags[2]!})${pattern.slice(flags[0].length)})`.replace("(?)", "");
}

/** A translated expression, or what keeps it from being one. */
export type TranslatedRegex =
  | { readonly ok: true; readonly source: string; readonly flags: string; readonly needsOwnMatcher: boolean }
  | { readonly ok: false; readonly message: string };

/** Flags that hold in one group. */
interface Scope {
  isExtended: boolean;
  isMultiline: boolean;
  isDotAll: boolean;
  /** `(?U)`: quantifiers are lazy, and greedy with a `?`. */
  isUngreedy: boolean;
}

interface Reader extends Scope {
  readonly text: string;
  /** Groups that capture, opened so far. */
  groups: number;
  needsOwnMatcher: boolean;
  /** The flags around each open group. */
  readonly scopes: Scope[];
  at: number;
  out: string;
  flags: Set<string>;
  /** `\\w` and the like know all letters. */
  isUnicode: boolean;
}

/** Translates one expression. `flags` are JavaScript flags that hold from the start. */
export function translateRegex(pattern: string, flags = ""): TranslatedRegex {
  const reader: Reader = {
    text: pattern, at: 0, out: "", groups: 0, needsOwnMatcher: false, scopes: [], isUngreedy: false, flags: new Set(flags.replace(/[ms]/g, "")), isExtended: false,
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
  if (reader.needsOwnMatcher) return forOwnMatcher(source, allFlags);
  if (!allFlags.includes("u") && compiles(source, `${allFlags}u`)) return { ok: true, source, flags: `${allFlags}u`, needsOwnMatcher: false };
  try {
    const { flags } = new RegExp(source, allFlags);
    return { ok: true, source, flags, needsOwnMatcher: false };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message.replace(/^Invalid regular expression: (?:\/.*\/\w*: )?/s, "") : String(error) };
  }
}

function forOwnMatcher(source: string, flags: string): TranslatedRegex {
  if (parseRegex(source) === undefined) return { ok: false, message: "a group or a quantifier is not closed, or repeats nothing" };
  return { ok: true, source, flags: flags.includes("u") ? flags : `${flags}u`, needsOwnMatcher: true };
}

function compiles(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

/** What stands in parentheses but opens no group. */
const wholeGroup = /^\((?:\?(?:#[^)]*|\^?[a-zA-Z]*(?:-[a-zA-Z]+)?|P=\w+|[+-]?\d+|&\w+|P>\w+)|\*[^)]*)\)/;

function readToken(reader: Reader): void {
  const { text, at } = reader;
  const char = text[at]!;
  if (char === "\\") return readEscape(reader);
  if (char === "[") {
    const read = readClass(text, at);
    return escaped(reader, read.length, read.out);
  }
  if (char === "(") {
    const { isExtended, isMultiline, isDotAll, isUngreedy } = reader;
    if (!wholeGroup.test(text.slice(at))) reader.scopes.push({ isExtended, isMultiline, isDotAll, isUngreedy });
    return readGroup(reader);
  }
  // Flags set inside a group end with it.
  if (char === ")") Object.assign(reader, reader.scopes.pop());
  if (reader.isExtended && /\s/.test(char)) {
    reader.at += 1;
    return;
  }
  if (reader.isExtended && char === "#") {
    const end = text.indexOf("\n", at);
    reader.at = end < 0 ? text.length : end + 1;
    return;
  }
  // Behind the line feed that ends a text there is no further line.
  if (char === "^") return literal(reader, reader.isMultiline ? "(?<![^\\n])(?!(?<=\\n)(?![^]))" : "(?<![^])");
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
  if (isOpenBrace) return;
  const next = reader.text[reader.at];
  if (next === "+") {
    reader.needsOwnMatcher = true;
    reader.out += "+";
  } else if ((next === "?") !== reader.isUngreedy) reader.out += "?";
  if (next === "+" || next === "?") reader.at += 1;
}

function readEscape(reader: Reader): void {
  const { text, at } = reader;
  const next = text[at + 1] ?? "";
  const rest = text.slice(at);
  const simple: Readonly<Record<string, string>> = {
    A: "(?<![^])", Z: "(?=\\n?(?![^]))", z: "(?![^])", R: `(?:\\r\\n|[${verticalBlanks}])`, a: "\\x07", e: "\\x1b", N: "[^\\n]", X: "[^]",
  };
  const blanks: Readonly<Record<string, string>> = { s: reader.isUnicode ? horizontalBlanks + verticalBlanks : asciiBlanks, h: horizontalBlanks, v: verticalBlanks };
  const quoted = /^\\Q([^]*?)(\\E|$)/.exec(rest);
  if (quoted !== null) {
    reader.out += escapeRegex(quoted[1]!);
    reader.at += quoted[0].length;
    return;
  }
  const hex = /^\\x\{([0-9a-fA-F]+)\}/.exec(rest);
  if (hex !== null) return escaped(reader, hex[0].length, codePoint(Number.parseInt(hex[1]!, 16)));
  const relative = /^\\g(?:\{-(\d+)\}|-(\d+))/.exec(rest);
  if (relative !== null) return escaped(reader, relative[0].length, `\\${reader.groups + 1 - Number(relative[1] ?? relative[2])}`);
  const named = /^\\[gk](?:\{([\w-]+)\}|<(\w+)>|'(\w+)')/.exec(rest);
  if (named !== null) return escaped(reader, named[0].length, backReference(named[1] ?? named[2] ?? named[3]!));
  const numbered = /^\\g(\d+)/.exec(rest);
  if (numbered !== null) return escaped(reader, numbered[0].length, `\\${numbered[1]}`);
  const property = /^\\[pP](?:\{(\^?)([\w&]+)\}|([A-Z]))/.exec(rest);
  if (property !== null) {
    reader.flags.add("u");
    return escaped(reader, property[0].length, unicodeProperty((next === "P") !== (property[1] === "^"), property[2] ?? property[3]!));
  }
  if (next === "K" || next === "G") return ownForm(reader, 2, `\\${next}`);
  if (/[FIiJjLlMmOqTuUYy]/.test(next)) throw new RegexSyntaxError(`\`\\\\${next}\` means nothing in a regular expression`);
  if (reader.isUnicode && (next === "w" || next === "W")) return escaped(reader, 2, next === "w" ? "[\\p{L}\\p{N}_]" : "[^\\p{L}\\p{N}_]");
  const blank = blanks[next.toLowerCase()];
  if (blank !== undefined) return escaped(reader, 2, `[${blanks[next] === undefined ? "^" : ""}${blank}]`);
  const replacement = simple[next];
  if (replacement !== undefined) return escaped(reader, 2, replacement);
  if (/[a-zA-Z0-9]/.test(next)) return escaped(reader, 2, `\\${next}`);
  if (next === "") throw new RegexSyntaxError("the expression ends with a lone backslash");
  escaped(reader, 2, /[\\^$.*+?()[\]{}|/-]/.test(next) ? (next === "-" ? "-" : `\\${next}`) : next);
}

/** A property of characters: a general category as it is, the name of a script as one. */
function unicodeProperty(isNegated: boolean, name: string): string {
  const own = name === "L&" ? "LC" : name;
  return `\\${isNegated ? "P" : "p"}{${/^(?:[A-Z][A-Za-z]?|Any)$/.test(own) ? own : `Script=${own}`}}`;
}

/** What only the matcher of our own reads. */
function ownForm(reader: Reader, length: number, out: string): void {
  reader.needsOwnMatcher = true;
  escaped(reader, length, out);
}

function escaped(reader: Reader, length: number, out: string): void {
  reader.out += out;
  reader.at += length;
}

function backReference(name: string): string {
  return /^\d+$/.test(name) ? `\\${name}` : `\\k<${name}>`;
}

function readGroup(reader: Reader): void {
  const rest = reader.text.slice(reader.at);
  const comment = /^\(\?#[^)]*\)/.exec(rest);
  if (comment !== null) {
    reader.at += comment[0].length;
    return;
  }
  const verb = /^\(\*([A-Z_]*)[^)]*\)/.exec(rest);
  if (verb !== null) return readVerb(reader, verb);
  const flags = /^\(\?(\^?[a-zA-Z]*)(?:-([a-zA-Z]+))?(\)|:)/.exec(rest);
  if (flags !== null && flags[0] !== "(?:" && flags[0] !== "(?R)") return readFlags(reader, flags);
  const named = /^\(\?(?:P?<([A-Za-z_]\w*)>|'(\w+)')/.exec(rest);
  if (named !== null) {
    reader.groups += 1;
    return escaped(reader, named[0].length, `(?<${named[1] ?? named[2]}>`);
  }
  const reference = /^\(\?P=(\w+)\)/.exec(rest);
  if (reference !== null) return escaped(reader, reference[0].length, `\\k<${reference[1]}>`);
  const call = /^\(\?(?:R|([+-]?\d+)|&(\w+)|P>(\w+))\)/.exec(rest);
  if (call !== null) return ownForm(reader, call[0].length, `(?&${call[2] ?? call[3] ?? groupNumber(reader, call[1] ?? "0")})`);
  const condition = /^\(\?\((?:([+-]?\d+)|<(\w+)>|'(\w+)'|([A-Za-z_]\w*))\)/.exec(rest);
  if (condition !== null) {
    const tested = condition[1] === undefined ? (condition[2] ?? condition[3] ?? condition[4]!) : groupNumber(reader, condition[1]);
    if (tested === "DEFINE" || /^R\d*$/.test(String(tested))) throw new RegexSyntaxError("conditions on a recursion are not supported");
    return ownForm(reader, condition[0].length, `(?(${tested})`);
  }
  if (/^\(\?\(\?<?[=!]/.test(rest)) return ownForm(reader, 2, "(?");
  if (rest.startsWith("(?>") || rest.startsWith("(?|")) return ownForm(reader, 3, rest.slice(0, 3));
  const behind = /^\(\?<[=!]/.exec(rest);
  if (behind !== null && isVariable(groupBody(rest, behind[0].length))) throw new RegexSyntaxError("a look-behind must have a fixed length");
  const special = /^\(\?(?:<[=!]|[=!:])/.exec(rest);
  if (special === null && rest[1] === "?") throw new RegexSyntaxError("a group begins with an unknown sign after `(?`");
  if (special === null) reader.groups += 1;
  escaped(reader, special === null ? 1 : special[0].length, special === null ? "(" : special[0]);
}

/** A group by its number, or counted from here. */
function groupNumber(reader: Reader, written: string): number {
  const number = Number(written);
  return written.startsWith("-") ? reader.groups + 1 + number : written.startsWith("+") ? reader.groups + number : number;
}

const backtrackingVerbs = new Set(["SKIP", "PRUNE", "COMMIT", "ACCEPT", "THEN"]);

/** `(*UCP)` and the like set something up, `(*FAIL)` never matches, others say how to go back. */
function readVerb(reader: Reader, match: RegExpExecArray): void {
  const name = match[1]!;
  if (name === "UCP") reader.isUnicode = true;
  if (name === "FAIL" || name === "F") return escaped(reader, match[0].length, "(?!)");
  if (backtrackingVerbs.has(name)) return ownForm(reader, match[0].length, `(*${name})`);
  reader.at += match[0].length;
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
  const unknown = /[^imsxnJU^]/.exec(on + off);
  if (unknown !== null) throw new RegexSyntaxError(`\`${unknown[0]}\` is no flag of a regular expression`);
  reader.at += match[0].length;
  if (on.includes("x")) reader.isExtended = true;
  if (off.includes("x")) reader.isExtended = false;
  if (on.includes("m")) reader.isMultiline = true;
  if (off.includes("m")) reader.isMultiline = false;
  if (on.includes("s")) reader.isDotAll = true;
  if (off.includes("s")) reader.isDotAll = false;
  if (on.includes("U")) reader.isUngreedy = true;
  if (off.includes("U")) reader.isUngreedy = false;
  if (match[3] === ":") reader.out += "(?:";
  if (!/i/.test(on + off)) return;
  // For the whole expression where nothing but `^` stands before; elsewhere it ends with its group.
  if (match[3] === ")" && on.includes("i") && reader.scopes.length === 0 && /^(?:\(\?<!\[[^\]]*\]\))*$/.test(reader.out)) reader.flags.add("i");
  else {
    reader.needsOwnMatcher = true;
    reader.out += on.includes("i") ? "(?i)" : "(?-i)";
  }
}
