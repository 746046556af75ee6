// Runs a compiled regular expression with an explicit stack, counting its steps.

import type { Instruction, RegexProgram } from "./compile-program.ts";

/** Thrown when a match takes more steps than it may. */
export class StepLimitExceeded extends Error {}

interface StepBudget {
  steps: number;
}

/** The places of the match that begins at `start` (two for each group, -1 where it took no part), or undefined. */
export function runProgram(program: RegexProgram, text: string, start: number, flags: string, budget: StepBudget): Int32Array | undefined {
  const slots = new Int32Array(program.slots).fill(-1);
  const machine: Machine = { code: program.code, text, slots, isUnicode: flags.includes("u"), ignoresCase: flags.includes("i"), budget };
  const end = run(machine, 0, start, undefined);
  if (end < 0) return undefined;
  slots[0] = start;
  slots[1] = end;
  return slots;
}

interface Machine {
  readonly code: readonly Instruction[];
  readonly text: string;
  readonly slots: Int32Array;
  readonly isUnicode: boolean;
  readonly ignoresCase: boolean;
  readonly budget: StepBudget;
}

/** Marks an entry of the stack that restores a slot rather than being a place to go on. */
const restore = -1;

/** Where the match ends, or -1. With `mustEnd` only a match that ends there counts. */
function run(machine: Machine, pc: number, position: number, mustEnd: number | undefined): number {
  const { code, slots, budget } = machine;
  /** Three numbers an entry: a place in the program and in the text; or `restore`, a slot and its value. */
  const stack: number[] = [];
  let at = pc;
  let here = position;
  for (;;) {
    if (--budget.steps < 0) throw new StepLimitExceeded("The regular expression took too many steps.");
    const instruction = code[at]!;
    let next = -1;
    switch (instruction.op) {
      case "character": {
        const code = codeAt(machine, here);
        if (code >= 0 && instruction.test(code)) {
          here += code > 0xffff ? 2 : 1;
          next = at + 1;
        }
        break;
      }
      case "split":
        stack.push(instruction.second, here, 0);
        next = instruction.first;
        break;
      case "jump":
        next = instruction.to;
        break;
      case "save":
        stack.push(restore, instruction.slot, slots[instruction.slot]!);
        slots[instruction.slot] = here;
        next = at + 1;
        break;
      case "progress":
        if (slots[instruction.slot] !== here) next = at + 1;
        break;
      case "boundary":
        if (isBoundary(machine.text, here) !== instruction.isNegated) next = at + 1;
        break;
      case "reference": {
        const length = referenceLength(machine, instruction.group, here);
        if (length >= 0) {
          here += length;
          next = at + 1;
        }
        break;
      }
      case "look":
        if (looks(machine, instruction, at + 1, here, stack)) next = instruction.end;
        break;
      default:
        if (mustEnd === undefined || here === mustEnd) return here;
    }
    if (next < 0) {
      // Back to the last choice, undoing what was saved since.
      for (;;) {
        if (stack.length === 0) return -1;
        const value = stack.pop()!;
        const second = stack.pop()!;
        const first = stack.pop()!;
        if (first !== restore) {
          next = first;
          here = second;
          break;
        }
        slots[second] = value;
      }
    }
    at = next;
  }
}

function codeAt(machine: Machine, at: number): number {
  if (at >= machine.text.length) return -1;
  return machine.isUnicode ? machine.text.codePointAt(at)! : machine.text.charCodeAt(at);
}

/** Looks ahead or behind; groups of a positive look keep what they found. */
function looks(machine: Machine, look: Extract<Instruction, { op: "look" }>, pc: number, here: number, stack: number[]): boolean {
  const before = machine.slots.slice();
  const isFound = look.lengths === undefined
    ? run(machine, pc, here, undefined) >= 0
    : look.lengths.some((length) => {
        const start = stepsBack(machine, here, length);
        return start >= 0 && run(machine, pc, start, here) >= 0;
      });
  if (!isFound || look.isNegated) machine.slots.set(before);
  else before.forEach((value, slot) => value !== machine.slots[slot] && stack.push(restore, slot, value));
  return isFound !== look.isNegated;
}

/** The place `count` characters before `at`, or -1. */
function stepsBack(machine: Machine, at: number, count: number): number {
  let place = at;
  for (let left = count; left > 0; left--) {
    if (place <= 0) return -1;
    const code = machine.text.charCodeAt(place - 1);
    const isLow = machine.isUnicode && code >= 0xdc00 && code <= 0xdfff && place > 1;
    place -= isLow && machine.text.codePointAt(place - 2)! > 0xffff ? 2 : 1;
  }
  return place;
}

function isBoundary(text: string, at: number): boolean {
  const isWord = (index: number): boolean => index >= 0 && index < text.length && /\w/.test(text[index]!);
  return isWord(at - 1) !== isWord(at);
}

/** How long what a group holds is, where it stands here again; -1 where it does not. */
function referenceLength(machine: Machine, group: number, at: number): number {
  const [start, end] = [machine.slots[2 * group]!, machine.slots[2 * group + 1]!];
  if (start < 0 || end < 0) return 0;
  const wanted = machine.text.slice(start, end);
  const found = machine.text.slice(at, at + wanted.length);
  const isSame = machine.ignoresCase ? wanted.toLowerCase() === found.toLowerCase() : wanted === found;
  return isSame ? wanted.length : -1;
}
