// The analyzers of `metavariable-analysis`: strings that look random, and regular expressions that can take forever.

import { trigramBits } from "./english-trigrams.ts";

/** True where a string looks like a secret: its sequences of three characters are rarer than those of words, in sum. */
export function isRandom(text: string): boolean {
  return surpriseOf(text) >= secretBits;
}

/** Chosen, with the three below, by the reference's answers on some hundred strings. */
const secretBits = 36;
/** What a sequence may cost in a text of words. */
const usualBits = 14;
/** What a sequence with anything but letters in it costs, and one with a blank. */
const otherBits = 18;
const blankBits = 19;

/** By how many bits the sequences of a text are rarer than usual; common ones make up for rare ones, and one character three times says nothing. */
function surpriseOf(text: string): number {
  const chars = [...text.toLowerCase()];
  let surprise = 0;
  for (let at = 0; at + 2 < chars.length; at++) {
    const [first, second, third] = [chars[at]!, chars[at + 1]!, chars[at + 2]!];
    if (first !== second || second !== third) surprise += bitsOf(first, second, third) - usualBits;
  }
  return surprise;
}

function bitsOf(...sequence: [string, string, string]): number {
  const [first, second, third] = sequence.map((char) => (/^[a-z]$/.test(char) ? char.charCodeAt(0) - "a".charCodeAt(0) : -1)) as [number, number, number];
  if (first < 0 || second < 0 || third < 0) return sequence.includes(" ") ? blankBits : otherBits;
  return Number.parseInt(trigramBits[first]![second * 26 + third]!, 36);
}

/** True where a group that repeats something is repeated itself and more must follow, so that a text that ends otherwise is tried in every way. */
export function isRedos(pattern: string): boolean {
  const plain = pattern.replace(/\\./g, "xx").replace(/\[\^?\]?[^\]]*\]/g, (found) => "x".repeat(found.length));
  const open: number[] = [];
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === "(") open.push(at);
    const start = plain[at] === ")" ? open.pop() : undefined;
    if (start !== undefined && /[+*]/.test(plain.slice(start + 1, at)) && /^(?:[+*]|\{\d+,?\d*\})[^?)+]/.test(plain.slice(at + 1))) return true;
  }
  return false;
}
