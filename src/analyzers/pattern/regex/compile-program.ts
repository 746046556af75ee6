// Compiles the tree of a regular expression into instructions for the matcher that counts its steps.

import { type CharacterTest, atomFlags, beginningOf, characterTest, doOverlap } from "./character-sets.ts";
import { lengthsOf, maxLookBehind } from "./node-lengths.ts";
import type { ParsedRegex, RegexNode } from "./parse-regex.ts";

/** One instruction. Targets are places in the program. */
export type Instruction =
  | { readonly op: "character"; readonly test: CharacterTest }
  | { readonly op: "boundary"; readonly isNegated: boolean }
  | { readonly op: "reference"; readonly group: number; readonly isCaseless: boolean }
  /** One character again and again; `possessive` gives none back. */
  | { readonly op: "iterate"; readonly test: CharacterTest; readonly min: number; readonly max: number; readonly mode: "greedy" | "lazy" | "possessive" }
  | { readonly op: "jump"; to: number }
  /** Costs what PCRE counts for a group that captures. */
  | { readonly op: "tick" }
  /** Goes on at `first`; what fails there goes on at `second`. */
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "save"; readonly slot: number }
  /** Fails where nothing was read since the place in `slot`. */
  | { readonly op: "progress"; readonly slot: number }
  | { readonly op: "look"; readonly isNegated: boolean; readonly lengths: readonly number[] | undefined; end: number }
  /** A look at one character, as `^` and `$` are. */
  | { readonly op: "peek"; readonly test: CharacterTest; readonly isBehind: boolean; readonly isNegated: boolean; readonly orEnd: boolean }
  /** Runs up to its `done`, and goes on at `end` for good. */
  | { readonly op: "atomic"; end: number }
  | { readonly op: "call"; readonly group: number; to: number }
  /** The end of a group: goes back where it was called. */
  | { readonly op: "return"; readonly group: number }
  /** Goes on at `no` where the group holds nothing. */
  | { readonly op: "condition"; readonly group: number; no: number }
  | { readonly op: "start" }
  | { readonly op: "verb"; readonly name: "SKIP" | "PRUNE" | "COMMIT" }
  /** The end of the whole expression, or of a part that runs by itself. */
  | { readonly op: "done"; readonly isWhole: boolean };

export interface RegexProgram {
  readonly code: readonly Instruction[];
  /** Two for the whole match and each group, then those that iterations need. */
  readonly slots: number;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

const maxInstructions = 20_000;

interface Builder {
  readonly code: Instruction[];
  readonly flags: string;
  readonly parsed: ParsedRegex;
  slots: number;
  /** Where each group begins. */
  readonly starts: Map<number, number>;
  readonly calls: Extract<Instruction, { op: "call" }>[];
}

class NotCompilable extends Error {}

/** The program, or undefined where it would be too long or looks behind without a limit. */
export function compileProgram(parsed: ParsedRegex, flags: string): RegexProgram | undefined {
  const builder: Builder = { code: [], flags, parsed, slots: 2 * (parsed.groups + 1), starts: new Map([[0, 0]]), calls: [] };
  try {
    emit(builder, parsed.root);
  } catch (error) {
    if (error instanceof NotCompilable) return undefined;
    throw error;
  }
  builder.code.push({ op: "done", isWhole: true });
  for (const call of builder.calls) {
    const to = builder.starts.get(call.group);
    if (to === undefined) return undefined;
    call.to = to;
  }
  return { code: builder.code, slots: builder.slots, groups: parsed.groups, names: parsed.names };
}

function emit(builder: Builder, node: RegexNode): void {
  const { code } = builder;
  if (code.length > maxInstructions) throw new NotCompilable("The expression is too long.");
  switch (node.type) {
    case "atom":
      code.push({ op: "character", test: testOf(builder, node) });
      return;
    case "boundary":
      code.push({ op: "boundary", isNegated: node.isNegated });
      return;
    case "reference":
      code.push({ op: "reference", group: groupOf(builder, node.group), isCaseless: node.isCaseless ?? builder.flags.includes("i") });
      return;
    case "sequence":
      node.parts.forEach((part, index) => emit(builder, isKeptWhole(builder, part, node.parts[index + 1]) ? { type: "atomic", body: part } : part));
      return;
    case "group":
      return emitGroup(builder, node);
    case "choice":
      return emitChoice(builder, node.options);
    case "look":
      return emitLook(builder, node);
    case "atomic":
      return emitAtomic(builder, node.body);
    case "call": {
      const call: Extract<Instruction, { op: "call" }> = { op: "call", group: groupOf(builder, node.group), to: 0 };
      builder.calls.push(call);
      code.push(call);
      return;
    }
    case "condition":
      return emitCondition(builder, node);
    case "control":
      code.push(controlInstruction(node.name));
      return;
    default:
      return emitRepeat(builder, node);
  }
}

function testOf(builder: Builder, atom: RegexNode & { type: "atom" }): CharacterTest {
  return characterTest(atom.source, atomFlags(builder.flags, atom.isCaseless));
}

function groupOf(builder: Builder, group: number | string): number {
  const number = typeof group === "number" ? group : builder.parsed.names.get(group);
  if (number === undefined || number > builder.parsed.groups) throw new NotCompilable("There is no such group.");
  return number;
}

function controlInstruction(name: (RegexNode & { type: "control" })["name"]): Instruction {
  switch (name) {
    case "keep":
      return { op: "save", slot: 0 };
    case "start":
      return { op: "start" };
    case "ACCEPT":
      return { op: "done", isWhole: false };
    case "THEN":
      return { op: "verb", name: "PRUNE" };
    default:
      return { op: "verb", name };
  }
}

/** True for one character repeated before another that it never is: as in PCRE, nothing of it is given back. */
function isKeptWhole(builder: Builder, part: RegexNode, next: RegexNode | undefined): boolean {
  if (part.type !== "repeat" || part.body.type !== "atom" || part.isLazy || next?.type !== "atom") return false;
  if (isWide(part.body.source) && isWide(next.source)) return false;
  return !doOverlap(beginningOf(part.body, builder.flags), beginningOf(next, builder.flags));
}

/** True for an atom that may stand for characters beyond those that `beginningOf` lists. */
function isWide(source: string): boolean {
  return /[^\x00-\x7f]|\\[upPWDSN]|\[\^/.test(source);
}

function emitGroup(builder: Builder, node: RegexNode & { type: "group" }): void {
  const { code } = builder;
  if (!builder.starts.has(node.index)) builder.starts.set(node.index, code.length);
  code.push({ op: "save", slot: 2 * node.index });
  emitChoice(builder, node.body.type === "choice" ? node.body.options : [node.body], true);
  code.push({ op: "save", slot: 2 * node.index + 1 }, { op: "return", group: node.index });
}

function emitAtomic(builder: Builder, body: RegexNode): void {
  if (body.type === "repeat" && body.body.type === "atom") {
    builder.code.push({ op: "iterate", test: testOf(builder, body.body), min: body.min, max: body.max, mode: "possessive" });
    return;
  }
  const atomic: Extract<Instruction, { op: "atomic" }> = { op: "atomic", end: 0 };
  builder.code.push(atomic);
  emit(builder, body);
  builder.code.push({ op: "done", isWhole: false });
  atomic.end = builder.code.length;
}

function emitCondition(builder: Builder, node: RegexNode & { type: "condition" }): void {
  const { test, yes, no } = node;
  if (typeof test === "object") {
    if (test.type !== "look") throw new NotCompilable("A condition is a group or a look.");
    const opposite: RegexNode = { ...test, isNegated: !test.isNegated };
    return emitChoice(builder, [{ type: "sequence", parts: [test, yes] }, { type: "sequence", parts: [opposite, no] }]);
  }
  const condition: Extract<Instruction, { op: "condition" }> = { op: "condition", group: groupOf(builder, test), no: 0 };
  const jump: Extract<Instruction, { op: "jump" }> = { op: "jump", to: 0 };
  builder.code.push(condition);
  emit(builder, yes);
  builder.code.push(jump);
  condition.no = builder.code.length;
  emit(builder, no);
  jump.to = builder.code.length;
}

function emitChoice(builder: Builder, options: readonly RegexNode[], isCapturing = false): void {
  const { code } = builder;
  const jumps: Extract<Instruction, { op: "jump" }>[] = [];
  options.forEach((option, index) => {
    if (index === options.length - 1) {
      if (isCapturing) code.push({ op: "tick" });
      return emit(builder, option);
    }
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
  const { body } = node;
  const [first, second] = body.type === "choice" && !node.isBehind && !node.isNegated ? body.options : [body];
  const orEnd = second !== undefined && isTextEnd(second);
  if (first!.type === "atom" && (second === undefined || orEnd)) {
    builder.code.push({ op: "peek", test: testOf(builder, first!), isBehind: node.isBehind, isNegated: node.isNegated, orEnd });
    return;
  }
  const lengths = node.isBehind ? lengthsOf(node.body) : undefined;
  if (lengths !== undefined && lengths.some((length) => length > maxLookBehind)) throw new NotCompilable("The look-behind has no limit.");
  const look: Instruction = { op: "look", isNegated: node.isNegated, lengths: lengths === undefined ? undefined : [...new Set(lengths)], end: 0 };
  builder.code.push(look);
  emit(builder, node.body);
  builder.code.push({ op: "done", isWhole: false });
  look.end = builder.code.length;
}

function emitRepeat(builder: Builder, node: RegexNode & { type: "repeat" }): void {
  const { code } = builder;
  if (node.body.type === "atom") {
    code.push({ op: "iterate", test: testOf(builder, node.body), min: node.min, max: node.max, mode: node.isLazy ? "lazy" : "greedy" });
    return;
  }
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

/** `(?![^])`. */
function isTextEnd(node: RegexNode): boolean {
  return node.type === "look" && !node.isBehind && node.isNegated && node.body.type === "atom" && node.body.source === "[^]";
}

/** One optional iteration: it must read something. As in PCRE, its groups keep what an earlier one found. */
function emitIteration(builder: Builder, body: RegexNode): void {
  const { code } = builder;
  const slot = builder.slots++;
  code.push({ op: "save", slot });
  emit(builder, body);
  code.push({ op: "progress", slot });
}
