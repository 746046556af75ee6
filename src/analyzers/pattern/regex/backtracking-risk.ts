// Tells which regular expressions can take a time out of proportion to the text.

import { type CharacterTest, beginningOf, doOverlap } from "./character-sets.ts";
import type { RegexNode } from "./parse-regex.ts";

/** What may go wrong with an expression. */
export interface BacktrackingRisk {
  /** A repetition's body can match one text in several ways. */
  readonly isExponential: boolean;
  /** Open repetitions: how many share characters with it (itself included), and the characters it runs over. */
  readonly repetitions: readonly { readonly degree: number; readonly accepts: CharacterTest }[];
}

/** Repetitions up to this often do little harm when they are nested. */
const smallCount = 5;
const smallCodes = 256;

/** False where no repetition goes far enough for any risk: a quick look at the form alone. */
export function mayBacktrack(root: RegexNode): boolean {
  return someNode(root, isRepeated);
}

/** The risk of an expression, judged by its form. */
export function riskOf(root: RegexNode, flags: string): BacktrackingRisk {
  return { isExponential: someNode(root, (node) => isRepeated(node) && isAmbiguous(node.body, flags)), repetitions: repetitionsOf(root, flags) };
}

/** The steps to be feared on a text: for each repetition the longest run of its characters, to the power of its degree and the place it begins at. */
export function stepsFeared(risk: BacktrackingRisk, text: string): number {
  return Math.max(0, ...risk.repetitions.map(({ degree, accepts }) => longestRun(text, accepts) ** (degree + 1)));
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
  const open: RegexNode[] = [];
  someNode(root, (node) => {
    if (node.type === "repeat" && node.max === Infinity) open.push(node.body);
    return false;
  });
  const sets = open.map((node) => beginningOf(node, flags));
  // What lies beyond the small code points counts as accepted.
  return sets.map((one) => ({ degree: sets.filter((other) => one === other || doOverlap(one, other)).length, accepts: (code) => code >= smallCodes || one.codes.has(code) }));
}
