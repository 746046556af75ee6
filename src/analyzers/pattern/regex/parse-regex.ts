// Parses a translated regular expression, with PCRE's forms that JavaScript lacks, into a tree that can be analysed and run step by step.

/** One node of an expression. An atom is whatever stands for one character. */
export type RegexNode =
  | { readonly type: "atom"; readonly source: string; readonly isCaseless: boolean | undefined }
  | { readonly type: "boundary"; readonly isNegated: boolean }
  | { readonly type: "reference"; readonly group: number | string; readonly isCaseless: boolean | undefined }
  /** A group run again from elsewhere; 0 is the whole expression. */
  | { readonly type: "call"; readonly group: number | string }
  /** `keep` begins the match here, `start` is where the search began, the others say how to go back. */
  | { readonly type: "control"; readonly name: Control }
  /** Nothing in it is tried a second time. */
  | { readonly type: "atomic"; readonly body: RegexNode }
  | { readonly type: "condition"; readonly test: number | string | RegexNode; readonly yes: RegexNode; readonly no: RegexNode }
  | { readonly type: "sequence"; readonly parts: readonly RegexNode[] }
  | { readonly type: "choice"; readonly options: readonly RegexNode[] }
  | { readonly type: "group"; readonly body: RegexNode; readonly index: number }
  | { readonly type: "look"; readonly body: RegexNode; readonly isBehind: boolean; readonly isNegated: boolean }
  | { readonly type: "repeat"; readonly body: RegexNode; readonly min: number; readonly max: number; readonly isLazy: boolean };

export type Control = "keep" | "start" | "SKIP" | "PRUNE" | "COMMIT" | "THEN" | "ACCEPT";

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
  /** Set by `(?i)` and `(?-i)` up to the end of their group; undefined where the flags of the whole expression hold. */
  isCaseless: boolean | undefined;
}

/** The tree of an expression that JavaScript accepts; undefined where it uses a form that is not known here. */
export function parseRegex(source: string): ParsedRegex | undefined {
  const reader: Reader = { text: source, at: 0, groups: 0, names: new Map(), isCaseless: undefined };
  const root = readChoice(reader);
  return root === undefined || reader.at < source.length ? undefined : { root, groups: reader.groups, names: reader.names };
}

/** Alternatives; with `doReset` the groups of each count from the same number. */
function readChoice(reader: Reader, doReset = false): RegexNode | undefined {
  const options: RegexNode[] = [];
  const before = reader.groups;
  let most = before;
  for (;;) {
    const option = readSequence(reader);
    if (option === undefined) return undefined;
    options.push(option);
    most = Math.max(most, reader.groups);
    if (reader.text[reader.at] !== "|") break;
    reader.at += 1;
    if (doReset) reader.groups = before;
  }
  reader.groups = most;
  return options.length === 1 ? options[0] : { type: "choice", options };
}

function readSequence(reader: Reader): RegexNode | undefined {
  const parts: RegexNode[] = [];
  while (reader.at < reader.text.length && !/[|)]/.test(reader.text[reader.at]!)) {
    const flag = /^\(\?(-?)i\)/.exec(reader.text.slice(reader.at, reader.at + 5));
    if (flag !== null) {
      reader.isCaseless = flag[1] === "";
      reader.at += flag[0].length;
      continue;
    }
    const part = readPart(reader);
    const repeated = part === undefined ? undefined : readRepeat(reader, part);
    if (repeated === undefined) return undefined;
    parts.push(repeated);
  }
  return parts.length === 1 ? parts[0] : { type: "sequence", parts };
}

function readPart(reader: Reader): RegexNode | undefined {
  const rest = reader.text.slice(reader.at);
  if (rest.startsWith("(") && rest[1] !== "*") return readGroup(reader, rest);
  const boundary = /^\\([bB])/.exec(rest);
  if (boundary !== null) return taken(reader, 2, { type: "boundary", isNegated: boundary[1] === "B" });
  const reference = /^\\(?:([1-9]\d*)|k<(\w+)>)/.exec(rest);
  if (reference !== null) return taken(reader, reference[0].length, { type: "reference", group: reference[2] ?? Number(reference[1]), isCaseless: reader.isCaseless });
  const control = /^(?:\\([KG])|\(\*([A-Z]+)\))/.exec(rest);
  if (control !== null) return taken(reader, control[0].length, { type: "control", name: controlOf(control[1] ?? control[2]!) });
  const atom = /^(?:\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[pP]\{[^}]*\}|[^])|\[(?:\\[^]|[^\]\\])*\]|[^$^*+?])/u.exec(rest);
  return atom === null ? undefined : taken(reader, atom[0].length, { type: "atom", source: atom[0], isCaseless: reader.isCaseless });
}

function controlOf(written: string): Control {
  // The translation lets no other names through.
  return written === "K" ? "keep" : written === "G" ? "start" : (written as Control);
}

function taken(reader: Reader, length: number, node: RegexNode): RegexNode {
  reader.at += length;
  return node;
}

function readGroup(reader: Reader, rest: string): RegexNode | undefined {
  const call = /^\(\?&(?:(\d+)|(\w+))\)/.exec(rest);
  if (call !== null) return taken(reader, call[0].length, { type: "call", group: call[2] ?? Number(call[1]) });
  const outer = reader.isCaseless;
  const node = readGroupBody(reader, rest);
  reader.isCaseless = outer;
  if (node === undefined || reader.text[reader.at] !== ")") return undefined;
  reader.at += 1;
  return node;
}

function readGroupBody(reader: Reader, rest: string): RegexNode | undefined {
  const opening = /^\((?:\?(?:([:>|])|(<?)([=!])|<(\w+)>|(?=\()))?/.exec(rest)!;
  const [text, plain, behind, look, name] = opening;
  if (text === "(" && rest[1] === "?") return undefined;
  reader.at += text.length;
  if (text === "(?") return readCondition(reader);
  const isCapturing = text === "(" || name !== undefined;
  const index = isCapturing ? (reader.groups += 1) : 0;
  if (name !== undefined && !reader.names.has(name)) reader.names.set(name, index);
  const body = readChoice(reader, plain === "|");
  if (body === undefined) return undefined;
  if (look !== undefined) return { type: "look", body, isBehind: behind === "<", isNegated: look === "!" };
  if (plain === ">") return { type: "atomic", body };
  return isCapturing ? { type: "group", body, index } : body;
}

/** `(1)yes|no`, `(name)yes` or `(?=look)yes|no`. */
function readCondition(reader: Reader): RegexNode | undefined {
  const rest = reader.text.slice(reader.at);
  const group = /^\((?:(\d+)|(\w+))\)/.exec(rest);
  const test = group === null ? readGroup(reader, rest) : (group[2] ?? Number(group[1]));
  if (group !== null) reader.at += group[0].length;
  if (test === undefined || (typeof test === "object" && test.type !== "look")) return undefined;
  const yes = readSequence(reader);
  if (yes === undefined) return undefined;
  if (reader.text[reader.at] !== "|") return { type: "condition", test, yes, no: { type: "sequence", parts: [] } };
  reader.at += 1;
  const no = readSequence(reader);
  return no === undefined ? undefined : { type: "condition", test, yes, no };
}

function readRepeat(reader: Reader, body: RegexNode): RegexNode | undefined {
  const match = /^(?:([*+?])|\{(\d+)(,(\d*))?\})([?+]?)/.exec(reader.text.slice(reader.at));
  if (match === null) return body;
  reader.at += match[0].length;
  const min = match[1] === undefined ? Number(match[2]) : match[1] === "+" ? 1 : 0;
  const open = match[1] === undefined ? match[3] !== undefined && match[4] === "" : match[1] !== "?";
  const max = open ? Infinity : match[1] === "?" ? 1 : match[3] === undefined ? min : Number(match[4]);
  const repeat: RegexNode = { type: "repeat", body, min, max, isLazy: match[5] === "?" };
  return match[5] === "+" ? { type: "atomic", body: repeat } : repeat;
}
