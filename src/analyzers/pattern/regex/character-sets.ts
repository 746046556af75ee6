// The characters that atoms of a regular expression stand for.

import type { RegexNode } from "./parse-regex.ts";

/** Tests one character, given as its code point. */
export type CharacterTest = (code: number) => boolean;

const tableSize = 256;
const unknown = 2;

/** The test of an atom, by JavaScript's own engine, remembered for small code points. */
export function characterTest(source: string, flags: string): CharacterTest {
  const regex = new RegExp(`^(?:${source})$`, flags.replace(/[gdmy]/g, ""));
  const known = new Uint8Array(tableSize).fill(unknown);
  return (code) => {
    if (code >= tableSize) return regex.test(String.fromCodePoint(code));
    if (known[code] === unknown) known[code] = regex.test(String.fromCodePoint(code)) ? 1 : 0;
    return known[code] === 1;
  };
}

/** The flags that hold for one atom. */
export function atomFlags(flags: string, isCaseless: boolean | undefined): string {
  return isCaseless === undefined ? flags : `${flags.replace("i", "")}${isCaseless ? "i" : ""}`;
}

/** What an expression can begin with, among the small code points, and whether it can be empty. */
export interface Beginning {
  readonly codes: ReadonlySet<number>;
  readonly isEmptyPossible: boolean;
}

/** The beginning of a node. */
export function beginningOf(node: RegexNode, flags: string): Beginning {
  switch (node.type) {
    case "atom": {
      const test = characterTest(node.source, atomFlags(flags, node.isCaseless));
      return { codes: new Set(Array.from({ length: tableSize }, (_, code) => code).filter(test)), isEmptyPossible: false };
    }
    case "call":
    case "reference":
      return { codes: new Set(Array.from({ length: tableSize }, (_, code) => code)), isEmptyPossible: true };
    case "condition":
      return beginningOf({ type: "choice", options: [node.yes, node.no] }, flags);
    case "atomic":
      return beginningOf(node.body, flags);
    case "boundary":
    case "control":
    case "look":
      return { codes: new Set(), isEmptyPossible: true };
    case "group":
      return beginningOf(node.body, flags);
    case "repeat": {
      const body = beginningOf(node.body, flags);
      return { codes: body.codes, isEmptyPossible: body.isEmptyPossible || node.min === 0 };
    }
    case "choice": {
      const options = node.options.map((option) => beginningOf(option, flags));
      return { codes: new Set(options.flatMap((one) => [...one.codes])), isEmptyPossible: options.some((one) => one.isEmptyPossible) };
    }
    default: {
      const codes = new Set<number>();
      for (const part of node.parts) {
        const beginning = beginningOf(part, flags);
        for (const code of beginning.codes) codes.add(code);
        if (!beginning.isEmptyPossible) return { codes, isEmptyPossible: false };
      }
      return { codes, isEmptyPossible: true };
    }
  }
}

/** True where some character is in both. */
export function doOverlap(left: Beginning, right: Beginning): boolean {
  for (const code of left.codes) if (right.codes.has(code)) return true;
  return false;
}
