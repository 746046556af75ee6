// What the text functions of several languages share.

import type { Builtin, CallArguments, TextMethod } from "../dialect.ts";
import type { Codec, Machine } from "../machine.ts";
import { endingPattern, isSlowPattern } from "../slow-patterns.ts";
import { MARK, type Text, type Value, boolean, carries, concatenate, known, list, mapText, nothing, number, text, through, trailsThrough, unknown } from "../values.ts";

/** An argument by place or name. */
export function argument(given: CallArguments, place: number, name = ""): Value | undefined {
  return given.positional[place] ?? given.named.get(name);
}

/** An argument's text where it is known. */
export function textArgument(machine: Machine, given: CallArguments, place: number, name = ""): string | undefined {
  const value = argument(given, place, name);
  return value === undefined ? undefined : known(machine.toText(value));
}

/** A function that changes each known piece of its first argument by itself. */
export function onText(name: string, change: (piece: string) => string): Builtin {
  return (machine, given) => {
    const value = machine.toText(given.positional[0] ?? nothing);
    return value.type === "unknown" ? unknown(name, trailsThrough(name, [value])) : mapText(value, name, change);
  };
}

/** A function that takes an encoding away: an attack may come in that encoding. */
export function decoding(codec: Codec, name: string, change: (piece: string) => string): Builtin {
  const decode = onText(name, change);
  return (machine, given) => {
    machine.decoded.add(codec);
    return decode(machine, given);
  };
}

/** Percent signs taken away; text that is not encoded rightly stays. */
export function decodeUrl(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

/** Small letters; the mark stays as it is, so that it is known again. */
export function toSmall(piece: string): string {
  return piece.split(MARK).map((part) => part.toLowerCase()).join(MARK);
}

/** A method that changes each known piece by itself. */
export function changing(name: string, change: (piece: string) => string): TextMethod {
  return (receiver) => mapText(receiver, name, change);
}

/** A method that answers a question about the whole text. */
export function asking(answer: (whole: string, wanted: string) => boolean): TextMethod {
  return (receiver, given, machine) => {
    const wanted = given.positional[0];
    if (wanted?.type === "list") {
      const words = wanted.items.map((item) => known(machine.toText(item)));
      const whole = known(receiver);
      for (const word of words) if (word !== undefined && word !== "") machine.comparedWith.add(word);
      return whole === undefined || words.includes(undefined) ? unknown("question") : boolean(words.some((word) => answer(whole, word!)));
    }
    const word = wanted === undefined ? "" : known(machine.toText(wanted));
    if (word === undefined) return unknown("question");
    if (word !== "") machine.comparedWith.add(word);
    const whole = known(receiver);
    return whole === undefined ? unknown("question") : boolean(answer(whole, word));
  };
}

/** `startswith`: the known beginning of a text decides even where its end is unknown. */
export const startsWith: TextMethod = (receiver, given, machine) => {
  const [first] = receiver.parts;
  const wanted = given.positional[0];
  if (known(receiver) === undefined && typeof first === "string" && wanted?.type === "text") {
    const word = known(wanted);
    if (word !== undefined && first.length >= word.length) return boolean(first.startsWith(word));
  }
  return asking((whole, word) => whole.startsWith(word))(receiver, given, machine);
};

/** `replace` with plain text: every occurrence, or the first. */
export function replacing(isEvery: boolean): TextMethod {
  return (receiver, given, machine) => {
    const [what, by] = given.positional;
    const replacement = by === undefined ? "" : by.type === "function" ? undefined : known(machine.toText(by));
    if (what?.type === "regex") return replacement === undefined ? unknown("replace", trailsThrough("replace", [receiver])) : mapText(receiver, "replace", (piece) => piece.replace(what.pattern, replacement));
    const wanted = what === undefined ? undefined : known(machine.toText(what));
    if (wanted === undefined || replacement === undefined) return unknown("replace", trailsThrough("replace", [receiver]));
    return mapText(receiver, "replace", (piece) => (isEvery ? piece.replaceAll(wanted, () => replacement) : piece.replace(wanted, () => replacement)));
  };
}

const LONGEST_SEPARATOR = 3;

/** `split`: known text in known pieces. */
export const splitting: TextMethod = (receiver, given, machine) => {
  const whole = known(receiver);
  const [by] = given.positional;
  if (whole === undefined) return list([receiver], "list", true);
  if (by === undefined || by.type === "nothing") return list(whole.split(/\s+/).filter((piece) => piece !== "").map(text));
  if (by.type === "regex" && isSlowPattern(by.pattern)) return list([receiver], "list", true);
  if (by.type === "regex") return list(whole.split(by.pattern).map(text));
  const separator = known(machine.toText(by));
  if (separator !== undefined) machine.noteSeparator(receiver, separator);
  // Attacks are made of steps that are kept apart like that.
  if (separator !== undefined && separator !== "" && separator.length <= LONGEST_SEPARATOR && separator !== "." && carries(receiver)) machine.comparedWith.add(separator);
  return separator === undefined ? list([receiver], "list", true) : list(whole.split(separator).map(text));
};

/** `separator.join(items)`. */
export function joinItems(machine: Machine, separator: Text, items: Value): Value {
  if (items.type !== "list") return unknown("join", trailsThrough("join", [items]));
  return concatenate(items.items.flatMap((item, index) => (index === 0 ? [machine.toText(item)] : [separator, machine.toText(item)])));
}

/** A position in a text, or -1. */
export const finding: TextMethod = (receiver, given, machine) => {
  const whole = known(receiver);
  const wanted = textArgument(machine, given, 0);
  if (wanted !== undefined && wanted !== "" && carries(receiver)) machine.comparedWith.add(wanted);
  return whole === undefined || wanted === undefined ? unknown("find") : number(whole.indexOf(wanted));
};

const PREFIX_OF_UNKNOWN = "/srv/";

/** A path whose unknown pieces stand for folders of the program's own. */
export function pathText(machine: Machine, value: Value): string {
  const plain = machine.toText(value);
  const parts = plain.type === "unknown" ? [plain] : plain.parts;
  return parts.map((part, index) => (typeof part === "string" ? part : `${index === 0 ? PREFIX_OF_UNKNOWN : ""}${part.name.replaceAll(/[^\w]+/g, "-")}`)).join("");
}

/** A function of one path; of outside data that is not known only its origin is kept. */
export function onPath(change: (path: string) => string, name = "normalize"): Builtin {
  return (machine, given) => {
    const value = given.positional[0] ?? nothing;
    return value.type === "unknown" && value.trails.length > 0 ? through(value, name) : text(change(pathText(machine, value)));
  };
}

/** `a/./b/../c` → `a/c`; `..` that lead out of a relative path stay. */
export function normalizePath(path: string): string {
  const isAbsolute = path.startsWith("/");
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (part !== ".." || !isAbsolute) kept.push(part);
  }
  return (isAbsolute ? "/" : "") + kept.join("/");
}

/** An absolute path. */
export function absolutePath(path: string): string {
  return normalizePath(path.startsWith("/") ? path : `/srv/cwd/${path}`);
}

/** A pattern of Python's as one of JavaScript's. Undefined where it cannot be had. */
export function pythonPattern(source: string, flags = ""): RegExp | undefined {
  const translated = source
    .replaceAll("(?P<", "(?<")
    .replaceAll(/\(\?P=(\w+)\)/g, "\\k<$1>")
    .replace(/^\(\?([aimsux]+)\)/, "")
    .replaceAll("\\A", "^")
    .replaceAll(/\\[Zz]/g, "$");
  return endingPattern(translated, flags + (/^\(\?[a-z]*i/.test(source) ? "i" : ""));
}

/** What `escapeHtml` made, taken back. */
export function unescapeHtml(piece: string): string {
  return piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll(/&#(?:x27|39);/g, "'").replaceAll("&amp;", "&");
}
