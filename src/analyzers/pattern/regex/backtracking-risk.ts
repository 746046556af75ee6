// Tells which regular expressions can take a time out of proportion to the text.

import { type CharacterTest, beginningOf, doOverlap } from "./character-sets.ts";
import type { RegexNode } from "./parse-regex.ts";

/** What may go wrong with an expression. */
export interface BacktrackingRisk {
  /** A repetition's body can match one text in several ways. */
  readonly isExponential: boolean;
  /** Open repetitions: how many share characters with it (itself included), and the characters it runs over. */
  readonly repetitions: readonly { readonly degree: number; readonly accepts: CharacterTest }[];
  /** Open repetitions of more than one character: each iteration keeps choices open. The characters they run over. */
  readonly groups: readonly CharacterTest[];
}

/** PCRE's limits in the reference program: what it tries from one place, and the iterations of a group that it keeps open. */
const maxTries = 1_000_000;
const maxIterations = 3_000;

/** A text no longer than this reaches none of the limits, whatever repeats in it (up to four at once). */
export const maxNativeRun = 60;

/** Repetitions up to this often do little harm when they are nested. */
const smallCount = 5;
const smallCodes = 256;

/** False where no repetition goes far enough for any risk: a quick look at the form alone. */
export function mayBacktrack(root: RegexNode): boolean {
  return someNode(root, isRepeated);
}

/** The risk of an expression, judged by its form. */
export function riskOf(root: RegexNode, flags: string): BacktrackingRisk {
  return {
    isExponential: someNode(root, (node) => isRepeated(node) && isAmbiguous(node.body, flags)),
    repetitions: repetitionsOf(root, flags),
    groups: nodesOf(root, (node) => node.type === "repeat" && node.max === Infinity && node.body.type !== "atom").map((node) => acceptedBy(node, flags)),
  };
}

/**
 * What is to be feared on a text, by the longest run of each repetition's characters: the tries from one place as a share of
 * PCRE's limits, and the steps of the whole search.
 */
export function triesFeared(risk: BacktrackingRisk, text: string): { readonly atOnePlace: number; readonly inAll: number } {
  const runs = risk.repetitions.map(({ degree, accepts }) => ({ degree, run: longestRun(text, accepts) }));
  const tries = runs.map(({ degree, run }) => run ** degree / factorial(degree) / maxTries);
  const kept = risk.groups.map((accepts) => longestRun(text, accepts) / maxIterations);
  return { atOnePlace: Math.max(0, ...tries, ...kept), inAll: Math.max(0, ...runs.map(({ degree, run }) => run ** (degree + 1))) };
}

function factorial(count: number): number {
  return count <= 1 ? 1 : count * factorial(count - 1);
}

/** A character that stands in every match, from the last place that says so. */
export function requiredCharacter(node: RegexNode, flags: string): string | undefined {
  if (node.type === "group" || node.type === "atomic" || (node.type === "repeat" && node.min > 0)) return requiredCharacter(node.body, flags);
  if (node.type === "atom") return flags.includes("i") || node.isCaseless === true ? undefined : literalIn(node.source);
  if (node.type !== "sequence" || nodesOf(node, (one) => one.type === "control").length > 0) return undefined;
  return [...node.parts].reverse().map((part) => requiredCharacter(part, flags)).find((one) => one !== undefined);
}

function literalIn(source: string): string | undefined {
  const match = /^(?:\\([^\w\s])|([^\\.[\s]| ))$/.exec(source);
  return match?.[1] ?? match?.[2];
}

/** All characters that some part of a node reads. */
function acceptedBy(node: RegexNode, flags: string): CharacterTest {
  const codes = new Set(nodesOf(node, (one) => one.type === "atom" || one.type === "call" || one.type === "reference").flatMap((one) => [...beginningOf(one, flags).codes]));
  return (code) => code >= smallCodes || codes.has(code);
}

function nodesOf(root: RegexNode, test: (node: RegexNode) => boolean): RegexNode[] {
  const found: RegexNode[] = [];
  someNode(root, (node) => {
    if (test(node)) found.push(node);
    return false;
  });
  return found;
}

function longestRun(text: string, accepts: CharacterTest): number {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    run = accepts(text.charCodeAt(at)) ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}

type Repeat = RegexNode & { readonly type: "repeat" };

function isRepeated(node: RegexNode): node is Repeat {
  return node.type === "repeat" && node.max > smallCount;
}

function childrenOf(node: RegexNode): readonly RegexNode[] {
  if (node.type === "sequence") return node.parts;
  if (node.type === "choice") return node.options;
  if (node.type === "condition") return [node.yes, node.no];
  return "body" in node ? [node.body] : [];
}

function someNode(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => someNode(child, test));
}

/** True where a body can be empty, holds a repetition of its own, or a choice whose sides begin alike. */
function isAmbiguous(body: RegexNode, flags: string): boolean {
  if (body.type === "atom") return false;
  if (beginningOf(body, flags).isEmptyPossible) return true;
  if (isSeparated(body, flags)) return false;
  return someNode(body, (node) => {
    if (node.type === "repeat") return node.max > 1 && node.max !== node.min;
    return node.type === "choice" && isOverlapping(node.options, flags);
  });
}

const separator = /^\\?[ -/:-@[\]^`{|}~]$/;

/** `\w+\.` or `\.\w+`: one repetition, and at one end of the body a sign that it cannot run over, so that a text is cut in one way. */
function isSeparated(body: RegexNode, flags: string): boolean {
  if (body.type !== "sequence") return false;
  const repeats = body.parts.filter((part) => part.type === "repeat");
  const [only] = repeats;
  if (repeats.length !== 1 || only!.body.type !== "atom" || body.parts.some((part) => part.type !== "atom" && part !== only)) return false;
  const inside = beginningOf(only!.body, flags);
  return [body.parts[0]!, body.parts.at(-1)!].some((end) => {
    if (end.type !== "atom" || !separator.test(end.source)) return false;
    const own = beginningOf(end, flags);
    // One sign: a full stop without its backslash is every character.
    return own.codes.size === 1 && !doOverlap(own, inside);
  });
}

function isOverlapping(options: readonly RegexNode[], flags: string): boolean {
  const beginnings = options.map((option) => beginningOf(option, flags));
  return beginnings.some((one, index) => one.isEmptyPossible || beginnings.slice(index + 1).some((other) => doOverlap(one, other)));
}

function repetitionsOf(root: RegexNode, flags: string): BacktrackingRisk["repetitions"] {
  const open = nodesOf(root, (node) => node.type === "repeat" && node.max === Infinity);
  const sets = open.map((node) => beginningOf(node, flags));
  // What lies beyond the small code points counts as accepted.
  return sets.map((one) => ({ degree: sets.filter((other) => one === other || doOverlap(one, other)).length, accepts: (code) => code >= smallCodes || one.codes.has(code) }));
}
