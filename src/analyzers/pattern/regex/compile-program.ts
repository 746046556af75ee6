// Compiles the tree of a regular expression into instructions for the matcher that counts its steps.

import { type CharacterTest, characterTest } from "./character-sets.ts";
import type { ParsedRegex, RegexNode } from "./parse-regex.ts";

/** One instruction. Targets are places in the program. */
export type Instruction =
  | { readonly op: "character"; readonly test: CharacterTest }
  | { readonly op: "boundary"; readonly isNegated: boolean }
  | { readonly op: "reference"; readonly group: number }
  | { readonly op: "jump"; to: number }
  /** Goes on at `first`; what fails there goes on at `second`. */
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "save"; readonly slot: number }
  /** Fails where nothing was read since the place in `slot`. */
  | { readonly op: "progress"; readonly slot: number }
  | { readonly op: "look"; readonly isNegated: boolean; readonly lengths: readonly number[] | undefined; end: number }
  | { readonly op: "done" };

export interface RegexProgram {
  readonly code: readonly Instruction[];
  /** Two for the whole match and each group, then those that iterations need. */
  readonly slots: number;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

const maxInstructions = 20_000;
const maxLookBehind = 255;

interface Builder {
  readonly code: Instruction[];
  readonly flags: string;
  readonly parsed: ParsedRegex;
  slots: number;
}

class NotCompilable extends Error {}

/** The program, or undefined where it would be too long or looks behind without a limit. */
export function compileProgram(parsed: ParsedRegex, flags: string): RegexProgram | undefined {
  const builder: Builder = { code: [], flags, parsed, slots: 2 * (parsed.groups + 1) };
  try {
    emit(builder, parsed.root);
  } catch (error) {
    if (error instanceof NotCompilable) return undefined;
    throw error;
  }
  builder.code.push({ op: "done" });
  return { code: builder.code, slots: builder.slots, groups: parsed.groups, names: parsed.names };
}

function emit(builder: Builder, node: RegexNode): void {
  const { code } = builder;
  if (code.length > maxInstructions) throw new NotCompilable("The expression is too long.");
  switch (node.type) {
    case "atom":
      code.push({ op: "character", test: characterTest(node.source, builder.flags) });
      return;
    case "boundary":
      code.push({ op: "boundary", isNegated: node.isNegated });
      return;
    case "reference":
      code.push({ op: "reference", group: typeof node.group === "number" ? node.group : (builder.parsed.names.get(node.group) ?? 0) });
      return;
    case "sequence":
      for (const part of node.parts) emit(builder, part);
      return;
    case "group":
      code.push({ op: "save", slot: 2 * node.index });
      emit(builder, node.body);
      code.push({ op: "save", slot: 2 * node.index + 1 });
      return;
    case "choice":
      return emitChoice(builder, node.options);
    case "look":
      return emitLook(builder, node);
    default:
      return emitRepeat(builder, node);
  }
}

function emitChoice(builder: Builder, options: readonly RegexNode[]): void {
  const { code } = builder;
  const jumps: Extract<Instruction, { op: "jump" }>[] = [];
  options.forEach((option, index) => {
    if (index === options.length - 1) return emit(builder, option);
    const split: Instruction = { op: "split", first: code.length + 1, second: 0 };
    code.push(split);
    emit(builder, option);
    const jump: Extract<Instruction, { op: "jump" }> = { op: "jump", to: 0 };
    code.push(jump);
    jumps.push(jump);
    split.second = code.length;
  });
  for (const jump of jumps) jump.to = code.length;
}

function emitLook(builder: Builder, node: RegexNode & { type: "look" }): void {
  const lengths = node.isBehind ? lengthsOf(node.body) : undefined;
  if (lengths !== undefined && lengths.some((length) => length > maxLookBehind)) throw new NotCompilable("The look-behind has no limit.");
  const look: Instruction = { op: "look", isNegated: node.isNegated, lengths: lengths === undefined ? undefined : [...new Set(lengths)], end: 0 };
  builder.code.push(look);
  emit(builder, node.body);
  builder.code.push({ op: "done" });
  look.end = builder.code.length;
}

/** Every length that a node can have, in characters; above the limit as one. */
function lengthsOf(node: RegexNode): number[] {
  switch (node.type) {
    case "atom":
      return [1];
    case "boundary":
    case "look":
      return [0];
    case "reference":
      return [maxLookBehind + 1];
    case "group":
      return lengthsOf(node.body);
    case "choice":
      return [...new Set(node.options.flatMap(lengthsOf))];
    case "sequence":
      return node.parts.map(lengthsOf).reduce<number[]>(sums, [0]);
    default: {
      if (node.max > maxLookBehind) return [maxLookBehind + 1];
      let all: number[] = [];
      let now = [0];
      for (let count = 0; count <= node.max; count++) {
        if (count >= node.min) all = [...new Set([...all, ...now])];
        now = sums(now, lengthsOf(node.body));
      }
      return all;
    }
  }
}

function sums(left: readonly number[], right: readonly number[]): number[] {
  return [...new Set(left.flatMap((one) => right.map((other) => Math.min(one + other, maxLookBehind + 1))))];
}

function emitRepeat(builder: Builder, node: RegexNode & { type: "repeat" }): void {
  const { code } = builder;
  for (let count = 0; count < node.min; count++) emit(builder, node.body);
  if (node.max === Infinity) return emitOpen(builder, node);
  const splits: Extract<Instruction, { op: "split" }>[] = [];
  for (let count = node.min; count < node.max; count++) {
    const split: Extract<Instruction, { op: "split" }> = { op: "split", first: 0, second: 0 };
    code.push(split);
    splits.push(split);
    setBranch(split, "body", node.isLazy, code.length);
    emitIteration(builder, node.body);
  }
  for (const split of splits) setBranch(split, "after", node.isLazy, code.length);
}

function emitOpen(builder: Builder, node: RegexNode & { type: "repeat" }): void {
  const { code } = builder;
  const start = code.length;
  const split: Extract<Instruction, { op: "split" }> = { op: "split", first: 0, second: 0 };
  code.push(split);
  setBranch(split, "body", node.isLazy, code.length);
  emitIteration(builder, node.body);
  code.push({ op: "jump", to: start });
  setBranch(split, "after", node.isLazy, code.length);
}

function setBranch(split: Extract<Instruction, { op: "split" }>, branch: "body" | "after", isLazy: boolean, to: number): void {
  if ((branch === "body") === isLazy) split.second = to;
  else split.first = to;
}

/** One optional iteration: it must read something. As in PCRE, its groups keep what an earlier one found. */
function emitIteration(builder: Builder, body: RegexNode): void {
  const { code } = builder;
  if (body.type === "atom") return emit(builder, body);
  const slot = builder.slots++;
  code.push({ op: "save", slot });
  emit(builder, body);
  code.push({ op: "progress", slot });
}
