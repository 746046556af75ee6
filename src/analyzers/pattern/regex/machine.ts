// The state of a regular expression that is being run: its groups, its open choices, and what PCRE would have counted.

import type { Instruction } from "./compile-program.ts";

/** Thrown when a match takes more than it may. */
export class StepLimitExceeded extends Error {}

/** What the reference program lets PCRE try from one place of a text, and how many open choices it lets it keep. */
const maxTries = 1_000_000;
const maxDepth = 10_000;

/** Where a search stands. */
export interface Search {
  readonly text: string;
  readonly flags: string;
  /** Where it began: `\G`. */
  readonly from: number;
  /** Instructions left to it. */
  steps: number;
  /** Where to try next after a verb gave up at one place; the end of the text for nowhere. */
  resumeAt: number | undefined;
}

/** A group that was called from elsewhere. */
export interface Frame {
  readonly group: number;
  readonly at: number;
  readonly returnTo: number;
  readonly slots: Int32Array;
  readonly outer: Frame | undefined;
}

export interface Machine {
  readonly code: readonly Instruction[];
  readonly text: string;
  readonly slots: Int32Array;
  readonly isUnicode: boolean;
  readonly search: Search;
  tries: number;
  depth: number;
  frame: Frame | undefined;
}

/** What to do when the matcher goes back to an entry of its stack. */
export type Entry =
  | { readonly kind: "go"; readonly to: number; readonly here: number }
  | { readonly kind: "tick" }
  | { readonly kind: "restore"; readonly slot: number; readonly value: number }
  | { readonly kind: "frame"; readonly frame: Frame | undefined }
  | { readonly kind: "greedy"; readonly to: number; readonly least: number; here: number }
  | { readonly kind: "lazy"; readonly to: number; readonly instruction: Extract<Instruction, { op: "iterate" }>; here: number; count: number }
  | { readonly kind: "verb"; readonly resumeAt: number };

export function isCounted(entry: Entry): boolean {
  return entry.kind === "go" || entry.kind === "tick" || entry.kind === "greedy" || entry.kind === "lazy";
}

/** Leaves a choice open: PCRE calls itself here. */
export function open(machine: Machine, stack: Entry[], entry: Entry): void {
  countTry(machine);
  machine.depth += 1;
  if (machine.depth >= maxDepth) throw new StepLimitExceeded("The regular expression keeps too many choices open.");
  stack.push(entry);
}

export function countTry(machine: Machine): void {
  machine.tries += 1;
  if (machine.tries > maxTries) throw new StepLimitExceeded("The regular expression tries too much from one place.");
}

export function save(machine: Machine, stack: Entry[], slot: number, value: number): void {
  stack.push({ kind: "restore", slot, value: machine.slots[slot]! });
  machine.slots[slot] = value;
}

export function keepChanges(machine: Machine, stack: Entry[], before: Int32Array): void {
  before.forEach((value, slot) => value !== machine.slots[slot] && stack.push({ kind: "restore", slot, value }));
}

export function callGroup(machine: Machine, stack: Entry[], call: Extract<Instruction, { op: "call" }>, returnTo: number, here: number): void {
  for (let frame = machine.frame; frame !== undefined && frame.at === here; frame = frame.outer) {
    if (frame.group === call.group) throw new StepLimitExceeded("The regular expression calls itself without end.");
  }
  open(machine, stack, { kind: "tick" });
  stack.push({ kind: "frame", frame: machine.frame });
  machine.frame = { group: call.group, at: here, returnTo, slots: machine.slots.slice(), outer: machine.frame };
}

/** Goes back to the place of the call; the groups are what they were there. */
export function leaveGroup(machine: Machine, stack: Entry[]): number {
  const frame = machine.frame!;
  frame.slots.forEach((value, slot) => value !== machine.slots[slot] && save(machine, stack, slot, value));
  stack.push({ kind: "frame", frame });
  machine.frame = frame.outer;
  return frame.returnTo;
}
