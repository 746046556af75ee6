// The trees that generic mode matches: words and signs, nested by indentation and, in documents, by brackets on one line.

export type GenericAtom =
  | { readonly type: "word"; readonly text: string; readonly start: number; readonly end: number; readonly line: number }
  | { readonly type: "sign"; readonly text: string; readonly start: number; readonly end: number; readonly line: number }
  | { readonly type: "metavariable"; readonly name: string }
  /** `...`, or `$...NAME` when it has a name. */
  | { readonly type: "gap"; readonly name: string | undefined };

export type GenericNode = GenericAtom | { readonly type: "block"; readonly nodes: readonly GenericNode[] };

/** What a tree is read for: only patterns have metavariables and gaps, only documents pair brackets. */
export type GenericInput = "pattern" | "document";

interface Line {
  readonly indentation: number;
  readonly atoms: readonly GenericAtom[];
}

const tabWidth = 8;
const closers: ReadonlyMap<string, string> = new Map([[")", "("], ["]", "["], ["}", "{"]]);

/** Reads a text as a tree. Deeper lines form a block of their own, which ends with the first line that is less deep. */
export function readGenericTree(text: string, input: GenericInput, extraWordCharacters = ""): GenericNode[] {
  const lines = readLines(text, tokenPattern(input, extraWordCharacters));
  const root: GenericNode[] = [];
  const open: { readonly indentation: number; readonly nodes: GenericNode[] }[] = [{ indentation: 0, nodes: root }];
  for (const line of lines) {
    while (line.indentation < open[open.length - 1]!.indentation) open.pop();
    if (line.indentation > open[open.length - 1]!.indentation) {
      const nodes: GenericNode[] = [];
      open[open.length - 1]!.nodes.push({ type: "block", nodes });
      open.push({ indentation: line.indentation, nodes });
    }
    const { nodes } = open[open.length - 1]!;
    for (const node of input === "document" ? pairBrackets(line.atoms) : line.atoms) nodes.push(node);
  }
  return root;
}

function tokenPattern(input: GenericInput, extra: string): RegExp {
  const word = `[A-Za-z0-9_${extra.replace(/[\\\]^-]/g, "\\$&")}]+`;
  const special = input === "pattern" ? String.raw`(?<dots>\.{4,})|\$\.\.\.(?<sequence>[A-Z]\w*)|\$(?<metavariable>[A-Z]\w*)|(?<gap>\.\.\.)|` : "";
  return new RegExp(`${special}(?<word>${word})|[^ \\t]`, "gu");
}

function readLines(text: string, pattern: RegExp): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const atoms = [...line.matchAll(pattern)].flatMap((match) => readAtom(match, start + match.index, index));
    if (atoms.length > 0) lines.push({ indentation: indentationOf(line), atoms });
    start += raw.length + 1;
  }
  return lines;
}

function indentationOf(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === " ") width += 1;
    else if (char === "\t") width += tabWidth;
    else break;
  }
  return width;
}

function readAtom(match: RegExpMatchArray, start: number, line: number): GenericAtom[] {
  const text = match[0];
  const { dots, sequence, metavariable, gap, word } = match.groups ?? {};
  if (dots !== undefined) return [...dots].map((text, at) => ({ type: "sign", text, start: start + at, end: start + at + 1, line }));
  if (sequence !== undefined) return [{ type: "gap", name: `$...${sequence}` }];
  if (metavariable !== undefined) return [{ type: "metavariable", name: `$${metavariable}` }];
  if (gap !== undefined) return [{ type: "gap", name: undefined }];
  return [{ type: word === undefined ? "sign" : "word", text, start, end: start + text.length, line }];
}

/** What stands between two brackets of a line is a block; brackets without a partner are signs like others. */
function pairBrackets(atoms: readonly GenericAtom[]): readonly GenericNode[] {
  const open: { readonly sign: string; readonly nodes: GenericNode[] }[] = [{ sign: "", nodes: [] }];
  const abandon = (): void => {
    const left = open.pop()!;
    for (const node of left.nodes) open[open.length - 1]!.nodes.push(node);
  };
  for (const atom of atoms) {
    const sign = atom.type === "sign" ? atom.text : "";
    const opener = closers.get(sign);
    if (opener !== undefined) {
      while (open.length > 1 && open[open.length - 1]!.sign !== opener) abandon();
      const { nodes } = open.length > 1 ? open.pop()! : { nodes: [] };
      if (nodes.length > 0) open[open.length - 1]!.nodes.push({ type: "block", nodes });
    }
    open[open.length - 1]!.nodes.push(atom);
    if (sign === "(" || sign === "[" || sign === "{") open.push({ sign, nodes: [] });
  }
  while (open.length > 1) abandon();
  return open[0]!.nodes;
}
