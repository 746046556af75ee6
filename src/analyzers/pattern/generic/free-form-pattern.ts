// Patterns of the generic mode's second engine, which knows words, brackets and single signs but no indentation: each becomes a regular expression.

import { asciiBlanks } from "../regex/blanks.ts";
import { runnableRegex } from "../regex/bounded-regex.ts";
import { escapeRegex } from "../regex/regex-syntax.ts";

/** How the second engine reads patterns and texts. */
export interface FreeFormOptions {
  /** Line breaks are blanks like others; where they are not, `...` stays on its line. */
  readonly isMultiline: boolean;
  readonly isCaseless: boolean;
  /** What words may hold besides letters, digits and `_`. */
  readonly extraWordCharacters: readonly string[];
  /** Pairs of signs of which `...` passes both or none, where both are there. */
  readonly brackets: readonly (readonly [string, string])[];
}

/** A pattern as a regular expression; `names` are the metavariables of its groups, undefined for what is its own. */
export interface FreeFormPattern {
  readonly regex: RegExp;
  readonly names: readonly (string | undefined)[];
  /** Words that must occur in a text for the pattern to match. */
  readonly words: readonly string[];
}

/** What a pattern is compiled with: its pieces in the syntax of the regular expressions. */
interface Compiler {
  readonly options: FreeFormOptions;
  readonly word: string;
  readonly blank: string;
  readonly names: (string | undefined)[];
  readonly words: string[];
}

/** Compiles a pattern; undefined where the expression would be too long. */
export function compileFreeForm(text: string, options: FreeFormOptions): FreeFormPattern | undefined {
  const extra = options.extraWordCharacters.map(escaped).join("");
  const compiler: Compiler = { options, word: `[A-Za-z0-9_${extra}]`, blank: options.isMultiline ? anyBlank : String.raw`(?>[ \t\r]*)`, names: [], words: [] };
  const tokens = [...text.matchAll(tokenPattern(compiler))].filter(({ groups }) => groups!["blank"] === undefined);
  const pieces = tokens.map((token, index) => {
    const isFirst = index === 0;
    return pieceOf(compiler, token, { isFirst, isLast: index === tokens.length - 1 });
  });
  // The definition that the pieces call stands last, where it is never tried in its place.
  const element = compiler.names.push(undefined);
  const source = `${pieces.join(compiler.blank)}(?:(?!)(${elementOf(compiler, element)})|)`.replaceAll(elementMark, `(?&${element})`);
  const regex = runnableRegex({ source, flags: `dgmu${options.isCaseless ? "i" : ""}`, needsOwnMatcher: true });
  return regex && { regex, names: compiler.names, words: options.isCaseless ? [] : compiler.words };
}

/** Blanks are taken whole: giving some back would only make the search longer. */
const anyBlank = `(?>[${asciiBlanks}]*)`;

/** Stands for a call of the element, whose number is known last. */
const elementMark = "(?&element)";

function tokenPattern({ word, options }: Compiler): RegExp {
  const blank = options.isMultiline ? String.raw`\s+` : String.raw`[^\S\n]+`;
  return new RegExp(String.raw`\$(?<dots>\.{3,4})(?<sequence>[A-Z][A-Z_0-9]*)|\$(?<name>[A-Z][A-Z_0-9]*)|(?<gap>\.{3,4})|(?<word>${word}+)|(?<blank>${blank})|(?<sign>[^])`, "gu");
}

interface Place {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function pieceOf(compiler: Compiler, token: RegExpExecArray, place: Place): string {
  const { dots, sequence, name, gap, word, sign } = token.groups!;
  if (gap !== undefined) return gapOf(compiler, gap.length > 3, place);
  if (sequence !== undefined) return capturedGap(compiler, `$...${sequence}`, dots!.length > 3, place);
  if (name !== undefined) return captured(compiler, `$${name}`, `${compiler.word}+`, (inner) => whole(compiler, inner));
  if (word === undefined) return escaped(sign!);
  if (/^[A-Za-z_]\w*$/.test(word)) compiler.words.push(word);
  return whole(compiler, escaped(word));
}

/** A word that neither begins nor ends within a longer one. */
function whole({ word }: Compiler, inner: string): string {
  return `(?<!${word})${inner}(?!${word})`;
}

/** A group for the first place of a metavariable, and for others what stood there. */
function captured(compiler: Compiler, name: string, inner: string, around: (inner: string) => string): string {
  const known = compiler.names.indexOf(name);
  return around(known >= 0 ? `\\${known + 1}` : (compiler.names.push(name), `(${inner})`));
}

function gapOf(compiler: Compiler, isLong: boolean, place: Place): string {
  return anchored(compiler, `(?:${blankOf(compiler, isLong)}${elementMark})*?`, place);
}

/** The blanks around what a gap takes are not part of it. */
function capturedGap(compiler: Compiler, name: string, isLong: boolean, place: Place): string {
  const blank = blankOf(compiler, isLong);
  return anchored(compiler, captured(compiler, name, `(?:${elementMark}(?:${blank}${elementMark})*?)??`, (inner) => inner), place);
}

function blankOf({ blank }: Compiler, isLong: boolean): string {
  return isLong ? anyBlank : blank;
}

/** A gap at an end of a pattern reaches to the end of the text, or of the line. */
function anchored({ blank, options }: Compiler, gap: string, { isFirst, isLast }: Place): string {
  const [start, end] = options.isMultiline ? ["(?<![^])", "(?![^])"] : [String.raw`(?<![^\n])`, String.raw`(?![^\n])`];
  return `${isFirst ? start + blank : ""}${gap}${isLast ? blank + end : ""}`;
}

/** A word, a pair of brackets with what is between them, or a sign: nothing of it is tried a second time. */
function elementOf({ word, blank, options }: Compiler, element: number): string {
  const pairs = options.brackets.map(([open, close]) => `${escaped(open)}(?:${blank}(?&${element})${blank})*?${escaped(close)}`);
  return `(?>${[`${word}+`, ...pairs, String.raw`\S`].join("|")})`;
}

/** Also within a class. */
function escaped(text: string): string {
  return escapeRegex(text).replaceAll("-", String.raw`\x2d`);
}
