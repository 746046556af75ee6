// The few texts that a regular expression of alternatives can match, where they can be counted.

/** More than this is no help to anybody who asks for names. */
const maxTexts = 200;

interface Reader {
  readonly regex: string;
  at: number;
}

/**
 * Every text that an expression bound at both ends matches: letters, escaped signs, small classes, groups, alternatives and
 * `?`, as in `^(?:self\.)?(?:req|request)$`. Undefined for all others, and where the texts are too many.
 */
export function textsOf(regex: string): readonly string[] | undefined {
  if (!regex.startsWith("^") || !regex.endsWith("$")) return undefined;
  const reader: Reader = { regex: regex.slice(1, -1), at: 0 };
  // Alternatives outside a group would each have one of the ends only.
  const texts = readSequence(reader);
  return reader.at === reader.regex.length && texts !== undefined ? [...new Set(texts)] : undefined;
}

function readAlternatives(reader: Reader): string[] | undefined {
  const all: string[] = [];
  let isFinite = true;
  for (;;) {
    const texts = readSequence(reader);
    if (texts === undefined) isFinite = false;
    else all.push(...texts);
    if (reader.regex[reader.at] !== "|") return isFinite && all.length <= maxTexts ? [...new Set(all)] : undefined;
    reader.at += 1;
  }
}

function readSequence(reader: Reader): string[] | undefined {
  let texts = [""];
  while (reader.at < reader.regex.length && !/[|)]/.test(reader.regex[reader.at]!)) {
    const next = readRepeated(reader);
    if (next === undefined || texts.length * next.length > maxTexts) return undefined;
    texts = texts.flatMap((text) => next.map((more) => text + more));
  }
  return texts;
}

function readRepeated(reader: Reader): string[] | undefined {
  const texts = readAtom(reader);
  const after = reader.regex[reader.at] ?? "";
  if (texts === undefined || /[*+{]/.test(after)) return undefined;
  if (after !== "?") return texts;
  reader.at += 1;
  return /[?+]/.test(reader.regex[reader.at] ?? "") ? undefined : ["", ...texts];
}

function readAtom(reader: Reader): string[] | undefined {
  const rest = reader.regex.slice(reader.at);
  const plain = /^(?:[\w\-@/:"' ]|\\[.$\-/])/.exec(rest)?.[0];
  if (plain !== undefined) {
    reader.at += plain.length;
    return [plain.slice(-1)];
  }
  const letters = /^\[(\w+)\]/.exec(rest);
  if (letters !== null) {
    reader.at += letters[0].length;
    return [...letters[1]!];
  }
  const opening = /^\((?:\?:)?(?!\?)/.exec(rest)?.[0];
  if (opening === undefined) return undefined;
  reader.at += opening.length;
  const texts = readAlternatives(reader);
  if (reader.regex[reader.at] !== ")") return undefined;
  reader.at += 1;
  return texts;
}
