// Runs a compiled regular expression with an explicit stack, counting as PCRE counts what it tries.

import type { Instruction, RegexProgram } from "./compile-program.ts";
import { type Entry, type Machine, type Search, StepLimitExceeded, callGroup, countTry, isCounted, keepChanges, leaveGroup, open, save } from "./machine.ts";
import { isBoundary, lengthHere, referenceLength, stepsBack } from "./text-places.ts";

/** The places of the match that begins at `start` (two for each group, -1 where it took no part), or undefined. */
export function runProgram(program: RegexProgram, search: Search, start: number): Int32Array | undefined {
  const slots = new Int32Array(program.slots).fill(-1);
  slots[0] = start;
  search.resumeAt = undefined;
  const machine: Machine = { code: program.code, text: search.text, slots, isUnicode: search.flags.includes("u"), search, tries: 0, depth: 0, frame: undefined };
  const end = run(machine, 0, start, undefined);
  if (end < 0) return undefined;
  slots[1] = end;
  return slots;
}

/** Where the match ends, or -1. With `mustEnd` only a match that ends there counts. */
function run(machine: Machine, pc: number, position: number, mustEnd: number | undefined): number {
  const { code, slots, search } = machine;
  const stack: Entry[] = [];
  const depthBefore = machine.depth;
  let at = pc;
  let here = position;
  for (;;) {
    if (--search.steps < 0) throw new StepLimitExceeded("The regular expression took too many steps.");
    const instruction = code[at]!;
    let next = -1;
    switch (instruction.op) {
      case "character": {
        const length = lengthHere(machine, instruction.test, here);
        if (length > 0) {
          here += length;
          next = at + 1;
        }
        break;
      }
      case "iterate": {
        const reached = iterate(machine, instruction, here, at + 1, stack);
        if (reached >= 0) {
          here = reached;
          next = at + 1;
        }
        break;
      }
      case "split":
        open(machine, stack, { kind: "go", to: instruction.second, here });
        next = instruction.first;
        break;
      case "tick":
        open(machine, stack, { kind: "tick" });
        next = at + 1;
        break;
      case "jump":
        next = instruction.to;
        break;
      case "save":
        save(machine, stack, instruction.slot, here);
        next = at + 1;
        break;
      case "progress":
        if (slots[instruction.slot] !== here) next = at + 1;
        break;
      case "boundary":
        if (isBoundary(machine.text, here) !== instruction.isNegated) next = at + 1;
        break;
      case "start":
        if (here === search.from) next = at + 1;
        break;
      case "reference": {
        const length = referenceLength(machine, instruction, here);
        if (length >= 0) {
          here += length;
          next = at + 1;
        }
        break;
      }
      case "peek":
        if (peeks(machine, instruction, here)) next = at + 1;
        break;
      case "look":
        if (looks(machine, instruction, at + 1, here, stack)) next = instruction.end;
        break;
      case "atomic": {
        const end = runApart(machine, at + 1, here, stack);
        if (end >= 0) {
          here = end;
          next = instruction.end;
        }
        break;
      }
      case "condition":
        next = instruction.group > 0 && slots[2 * instruction.group + 1]! >= 0 ? at + 1 : instruction.no;
        break;
      case "call":
        callGroup(machine, stack, instruction, at + 1, here);
        next = instruction.to;
        break;
      case "return":
        next = machine.frame?.group === instruction.group ? leaveGroup(machine, stack) : at + 1;
        break;
      case "verb":
        stack.push({ kind: "verb", resumeAt: instruction.name === "SKIP" ? here : instruction.name === "COMMIT" ? Infinity : -1 });
        next = at + 1;
        break;
      default:
        if (instruction.isWhole && machine.frame?.group === 0) next = leaveGroup(machine, stack);
        else if (mustEnd === undefined || here === mustEnd) {
          machine.depth = depthBefore;
          return here;
        }
    }
    if (next < 0) {
      const back = goBack(machine, stack);
      if (back === undefined) return -1;
      next = back.to;
      here = back.here;
    }
    at = next;
  }
}

/** The last choice that is left, with all undone since; undefined where there is none. */
function goBack(machine: Machine, stack: Entry[]): { readonly to: number; readonly here: number } | undefined {
  for (;;) {
    const entry = stack.at(-1);
    switch (entry?.kind) {
      case undefined:
        return undefined;
      case "restore":
        machine.slots[entry.slot] = entry.value;
        break;
      case "frame":
        machine.frame = entry.frame;
        break;
      case "verb":
        machine.search.resumeAt = Math.max(entry.resumeAt, machine.search.resumeAt ?? -1);
        machine.depth -= stack.filter((one) => isCounted(one)).length;
        return undefined;
      case "greedy":
        entry.here = stepsBack(machine, entry.here, 1);
        if (entry.here > entry.least) {
          countTry(machine);
          return entry;
        }
        machine.depth -= 1;
        stack.pop();
        return entry;
      case "lazy": {
        const length = entry.count < entry.instruction.max ? lengthHere(machine, entry.instruction.test, entry.here) : 0;
        if (length > 0) {
          entry.here += length;
          entry.count += 1;
          countTry(machine);
          return entry;
        }
        machine.depth -= 1;
        break;
      }
      case "go":
        machine.depth -= 1;
        stack.pop();
        return entry;
      default:
        machine.depth -= 1;
    }
    stack.pop();
  }
}

/** Reads one character again and again; the place reached, or -1. */
function iterate(machine: Machine, instruction: Extract<Instruction, { op: "iterate" }>, start: number, to: number, stack: Entry[]): number {
  const { test, min, max, mode } = instruction;
  const wanted = mode === "lazy" ? min : max;
  let here = start;
  let least = start;
  let count = 0;
  for (; count < wanted; count++) {
    if (count === min) least = here;
    const length = lengthHere(machine, test, here);
    if (length === 0) break;
    here += length;
  }
  if (count < min) return -1;
  if (count === min) least = here;
  machine.search.steps -= count >> 2;
  if (mode === "lazy") open(machine, stack, { kind: "lazy", to, instruction, here, count });
  else if (mode === "greedy" && here > least) open(machine, stack, { kind: "greedy", to, least, here });
  return here;
}

/** Runs a part by itself; the groups it set are undone with all else when the matcher goes back. */
function runApart(machine: Machine, pc: number, here: number, stack: Entry[]): number {
  const before = machine.slots.slice();
  const { frame } = machine;
  const end = run(machine, pc, here, undefined);
  keepChanges(machine, stack, before);
  if (machine.frame !== frame) stack.push({ kind: "frame", frame });
  return end;
}

function peeks(machine: Machine, { test, isBehind, isNegated, orEnd }: Extract<Instruction, { op: "peek" }>, here: number): boolean {
  if (orEnd && here >= machine.text.length) return true;
  const at = isBehind ? stepsBack(machine, here, 1) : here;
  return (at >= 0 && lengthHere(machine, test, at) > 0) !== isNegated;
}

/** Looks ahead or behind; groups of a positive look keep what they found. */
function looks(machine: Machine, look: Extract<Instruction, { op: "look" }>, pc: number, here: number, stack: Entry[]): boolean {
  const before = machine.slots.slice();
  const isFound = look.lengths === undefined
    ? run(machine, pc, here, undefined) >= 0
    : look.lengths.some((length) => {
        const start = stepsBack(machine, here, length);
        return start >= 0 && run(machine, pc, start, here) >= 0;
      });
  if (!isFound || look.isNegated) machine.slots.set(before);
  else keepChanges(machine, stack, before);
  return isFound !== look.isNegated;
}
