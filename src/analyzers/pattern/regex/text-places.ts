// What stands at a place of a text, for the matcher of regular expressions that counts its steps.

import type { Machine } from "./machine.ts";
import type { Instruction } from "./compile-program.ts";

/** How long the character is that stands here and passes the test; 0 where none does. */
export function lengthHere(machine: Machine, test: (code: number) => boolean, at: number): number {
  if (at >= machine.text.length) return 0;
  const code = machine.isUnicode ? machine.text.codePointAt(at)! : machine.text.charCodeAt(at);
  return test(code) ? (code > 0xffff ? 2 : 1) : 0;
}

/** The place `count` characters before `at`, or -1. */
export function stepsBack(machine: Machine, at: number, count: number): number {
  let place = at;
  for (let left = count; left > 0; left--) {
    if (place <= 0) return -1;
    const code = machine.text.charCodeAt(place - 1);
    const isLow = machine.isUnicode && code >= 0xdc00 && code <= 0xdfff && place > 1;
    place -= isLow && machine.text.codePointAt(place - 2)! > 0xffff ? 2 : 1;
  }
  return place;
}

export function isBoundary(text: string, at: number): boolean {
  const isWord = (index: number): boolean => index >= 0 && index < text.length && /\w/.test(text[index]!);
  return isWord(at - 1) !== isWord(at);
}

/** How long what a group holds is, where it stands here again; -1 where it does not. */
export function referenceLength(machine: Machine, { group, isCaseless }: Extract<Instruction, { op: "reference" }>, at: number): number {
  const [start, end] = [machine.slots[2 * group]!, machine.slots[2 * group + 1]!];
  if (start < 0 || end < 0) return -1;
  const wanted = machine.text.slice(start, end);
  const found = machine.text.slice(at, at + wanted.length);
  const isSame = isCaseless ? wanted.toLowerCase() === found.toLowerCase() : wanted === found;
  return isSame ? wanted.length : -1;
}
