// Parses a translated regular expression into a tree that can be analysed and run step by step.

/** One node of an expression. An atom is whatever stands for one character. */
export type RegexNode =
  | { readonly type: "atom"; readonly source: string }
  | { readonly type: "boundary"; readonly isNegated: boolean }
  | { readonly type: "reference"; readonly group: number | string }
  | { readonly type: "sequence"; readonly parts: readonly RegexNode[] }
  | { readonly type: "choice"; readonly options: readonly RegexNode[] }
  | { readonly type: "group"; readonly body: RegexNode; readonly index: number }
  | { readonly type: "look"; readonly body: RegexNode; readonly isBehind: boolean; readonly isNegated: boolean }
  | { readonly type: "repeat"; readonly body: RegexNode; readonly min: number; readonly max: number; readonly isLazy: boolean };

export interface ParsedRegex {
  readonly root: RegexNode;
  /** How many groups capture. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

interface Reader {
  readonly text: string;
  at: number;
  groups: number;
  readonly names: Map<string, number>;
}

/** The tree of an expression that JavaScript accepts; undefined where it uses a form that is not known here. */
export function parseRegex(source: string): ParsedRegex | undefined {
  const reader: Reader = { text: source, at: 0, groups: 0, names: new Map() };
  const root = readChoice(reader);
  return root === undefined || reader.at < source.length ? undefined : { root, groups: reader.groups, names: reader.names };
}

function readChoice(reader: Reader): RegexNode | undefined {
  const options: RegexNode[] = [];
  for (;;) {
    const option = readSequence(reader);
    if (option === undefined) return undefined;
    options.push(option);
    if (reader.text[reader.at] !== "|") break;
    reader.at += 1;
  }
  return options.length === 1 ? options[0] : { type: "choice", options };
}

function readSequence(reader: Reader): RegexNode | undefined {
  const parts: RegexNode[] = [];
  while (reader.at < reader.text.length && !/[|)]/.test(reader.text[reader.at]!)) {
    const part = readPart(reader);
    const repeated = part === undefined ? undefined : readRepeat(reader, part);
    if (repeated === undefined) return undefined;
    parts.push(repeated);
  }
  return parts.length === 1 ? parts[0] : { type: "sequence", parts };
}

function readPart(reader: Reader): RegexNode | undefined {
  const rest = reader.text.slice(reader.at);
  if (rest.startsWith("(")) return readGroup(reader, rest);
  const boundary = /^\\([bB])/.exec(rest);
  if (boundary !== null) return taken(reader, 2, { type: "boundary", isNegated: boundary[1] === "B" });
  const reference = /^\\(?:([1-9]\d*)|k<(\w+)>)/.exec(rest);
  if (reference !== null) return taken(reader, reference[0].length, { type: "reference", group: reference[2] ?? Number(reference[1]) });
  const atom = /^(?:\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[pP]\{[^}]*\}|[^])|\[(?:\\[^]|[^\]\\])*\]|[^$^*+?])/u.exec(rest);
  return atom === null ? undefined : taken(reader, atom[0].length, { type: "atom", source: atom[0] });
}

function taken(reader: Reader, length: number, node: RegexNode): RegexNode {
  reader.at += length;
  return node;
}

function readGroup(reader: Reader, rest: string): RegexNode | undefined {
  const opening = /^\((?:\?(?::|(<?)([=!])|<(\w+)>))?/.exec(rest)!;
  if (opening[0] === "(" && rest[1] === "?") return undefined;
  reader.at += opening[0].length;
  const isCapturing = opening[0] === "(" || opening[3] !== undefined;
  const index = isCapturing ? (reader.groups += 1) : 0;
  if (opening[3] !== undefined) reader.names.set(opening[3], index);
  const body = readChoice(reader);
  if (body === undefined || reader.text[reader.at] !== ")") return undefined;
  reader.at += 1;
  if (opening[2] !== undefined) return { type: "look", body, isBehind: opening[1] === "<", isNegated: opening[2] === "!" };
  return isCapturing ? { type: "group", body, index } : body;
}

function readRepeat(reader: Reader, body: RegexNode): RegexNode | undefined {
  const match = /^(?:([*+?])|\{(\d+)(,(\d*))?\})(\??)/.exec(reader.text.slice(reader.at));
  if (match === null) return body;
  reader.at += match[0].length;
  const min = match[1] === undefined ? Number(match[2]) : match[1] === "+" ? 1 : 0;
  const open = match[1] === undefined ? match[3] !== undefined && match[4] === "" : match[1] !== "?";
  const max = open ? Infinity : match[1] === "?" ? 1 : match[3] === undefined ? min : Number(match[4]);
  return { type: "repeat", body, min, max, isLazy: match[5] === "?" };
}
