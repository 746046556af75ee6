// Breaks source text at random, and says what is wrong with a tree: the two halves of fuzzing the language folders.

import { Kind, kindName } from "../src/syntax/kinds.ts";
import type { EmbeddedCode } from "../src/syntax/embedded.ts";
import type { SyntaxTree } from "../src/syntax/tree.ts";

/** A repeatable source of numbers from 0 up to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Mutation = (text: string, random: () => number, other: string) => string;

const oddPieces = [
  "\0", "\ufeff", "\u2028", "\r", "\r\n", "\t", "\f", "\\", "\\\n", "\ud800", "\u{1f600}", "é", "\u200b", "`", "'", '"', '"""', "f'{", "{", "}",
  "${", "//", "/*", "*/", "#", "<!--", "@", "=>", "...", "?.", "::", ";", ",", "0x", "1e", "/", "async ", "await ", "yield ", "def ", "class ",
  "match ", "lambda ", "function ", "import ", "export default ", "<T>", "</", "/>", "as ", "type ", "if ", "else ", "case ",
];

const place = (text: string, random: () => number): number => Math.floor(random() * (text.length + 1));
const oneOf = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;

/** Each returns a changed text; none looks at the language. */
export const mutations: Readonly<Record<string, Mutation>> = {
  deleteToken: (text, random) => {
    const tokens = text.match(/\w+|\s+|[^\w\s]/g) ?? [];
    tokens.splice(Math.floor(random() * tokens.length), 1 + Math.floor(random() * 3));
    return tokens.join("");
  },
  duplicateToken: (text, random) => {
    const tokens = text.match(/\w+|\s+|[^\w\s]/g) ?? [];
    const at = Math.floor(random() * tokens.length);
    tokens.splice(at, 0, ...tokens.slice(at, at + 1 + Math.floor(random() * 3)));
    return tokens.join("");
  },
  swapTokens: (text, random) => {
    const tokens = text.match(/\w+|\s+|[^\w\s]/g) ?? [];
    if (tokens.length < 2) return text;
    const one = Math.floor(random() * tokens.length);
    const other = Math.floor(random() * tokens.length);
    [tokens[one], tokens[other]] = [tokens[other]!, tokens[one]!];
    return tokens.join("");
  },
  flipCharacter: (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 0x17f)) + text.slice(at + 1);
  },
  insertOdd: (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + oneOf(oddPieces, random) + text.slice(at);
  },
  truncate: (text, random) => text.slice(0, place(text, random)),
  beginLate: (text, random) => text.slice(place(text, random)),
  splice: (text, random, other) => {
    const from = place(other, random);
    const at = place(text, random);
    return text.slice(0, at) + other.slice(from, from + Math.floor(random() * 200)) + text.slice(at);
  },
  cutOut: (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + text.slice(at + Math.floor(random() * 100));
  },
  bracketFlood: (text, random) => {
    const at = place(text, random);
    const flood = oneOf(["(", "[", "{", ")", "]", "}", "([", "{(", "()", "((a,", "<", "`${"], random);
    return text.slice(0, at) + flood.repeat(1 + Math.floor(random() * 300)) + text.slice(at);
  },
  changeLines: (text, random) => {
    const lines = text.split("\n");
    const at = Math.floor(random() * lines.length);
    const choice = random();
    if (choice < 0.3) lines.splice(at, 1);
    else if (choice < 0.6) lines[at] = " ".repeat(Math.floor(random() * 12)) + lines[at]!.trimStart();
    else if (choice < 0.8) lines.splice(at, 0, lines[Math.floor(random() * lines.length)]!);
    else lines[at] = `\t${lines[at]!}`;
    return lines.join("\n");
  },
};

/** One random change, sometimes several. */
export function mutate(text: string, other: string, random: () => number): string {
  const names = Object.keys(mutations);
  let mutated = text;
  const times = random() < 0.7 ? 1 : 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time++) mutated = mutations[oneOf(names, random)]!(mutated, random, other);
  return mutated;
}

/** What is wrong with a tree, in words; empty where its invariants hold. */
export function faultsOf(tree: SyntaxTree): string[] {
  const faults: string[] = [];
  const say = (node: number, what: string): void => {
    if (faults.length < 5) faults.push(`${kindName(tree.kind[node]!)} ${node} ${tree.start[node]}-${tree.end[node]}: ${what}`);
  };
  if (tree.size < 1 || tree.kind[0] !== Kind.Program) return ["there is no Program"];
  if (tree.subtreeEnd[0] !== tree.size) say(0, "the Program does not hold all nodes");
  const lastStart = new Int32Array(tree.size).fill(-1);
  for (let node = 0; node < tree.size; node++) {
    const start = tree.start[node]!;
    const end = tree.end[node]!;
    if (start > end) say(node, "starts after its end");
    if (end > tree.text.length) say(node, "ends after the file");
    if (tree.name[node]! >= tree.names.length) say(node, "has no such name");
    if (tree.kind[node] === Kind.None) say(node, "has no kind");
    if (tree.subtreeEnd[node]! <= node) say(node, "ends before itself");
    if (node === 0) continue;
    const parent = tree.parent[node]!;
    if (parent >= node) say(node, "stands before its parent");
    if (tree.subtreeEnd[node]! > tree.subtreeEnd[parent]!) say(node, "reaches out of its parent's nodes");
    if (node >= tree.subtreeEnd[parent]!) say(node, "is not among its parent's nodes");
    if (tree.role[node] === 0) say(node, "has no role");
    if (start < tree.start[parent]! || end > tree.end[parent]!) say(node, `stands outside of its ${kindName(tree.kind[parent]!)}`);
    if (start < lastStart[parent]!) say(node, `comes before an earlier child of its ${kindName(tree.kind[parent]!)}`);
    lastStart[parent] = start;
  }
  for (const { start, end } of [...tree.comments, ...tree.problems]) {
    if (start < 0 || start > end || end > tree.text.length) faults.push(`a comment or problem stands at ${start}-${end}`);
  }
  return faults;
}

/** What is wrong with the embedded code of a file; empty where every piece knows where it came from. */
export function faultsOfEmbedded(tree: SyntaxTree, pieces: readonly EmbeddedCode[]): string[] {
  const faults: string[] = [];
  for (const { language, text, origin } of pieces) {
    for (const { at, hostStart, hostEnd, isVerbatim } of origin.stretches) {
      if (hostStart > hostEnd || hostEnd > tree.text.length) faults.push(`${language} came from ${hostStart}-${hostEnd}`);
      else if (isVerbatim && text.slice(at, at + hostEnd - hostStart) !== tree.text.slice(hostStart, hostEnd)) faults.push(`${language} differs from its file at ${hostStart}`);
    }
    const whole = origin.rangeOf(0, text.length);
    if (whole.start > whole.end) faults.push(`${language} ends before it starts`);
    if (faults.length >= 5) break;
  }
  return faults;
}
