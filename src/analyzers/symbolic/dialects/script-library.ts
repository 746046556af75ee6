// JavaScript's library functions that check or rebuild what a client sends: addresses, characters, tables, paths.

import type { Builtin, TextMethod } from "../dialect.ts";
import { sentText } from "../expressions.ts";
import { isTruthy } from "../operators.ts";
import { type Value, boolean, carries, dict, known, list, nothing, number, reference, text, trailsThrough, unknown } from "../values.ts";
import { writtenAsJson } from "./json-text.ts";
import { normalizePath, pathText, textArgument } from "./text-tools.ts";

const addressKind = (whole: string): number => (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(whole) ? 4 : /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(whole) ? 6 : 0);

const onAddress = (answer: (kind: number) => Value): Builtin => (machine, given) => {
  const whole = textArgument(machine, given, 0);
  return whole === undefined ? unknown("isIP") : answer(addressKind(whole));
};

const fromCodes: Builtin = (_, given) => (given.positional.every(({ type }) => type === "number") ? text(String.fromCharCode(...given.positional.map((value) => (value.type === "number" ? value.value : 0)))) : undefined);

/** Pairs as an object; of a key that a client chose only this one is known. */
const fromEntries: Builtin = (machine, given) => {
  const [pairs] = given.positional;
  if (pairs?.type !== "list") return undefined;
  const entries = pairs.items.flatMap((pair): [string, Value][] => {
    const key = pair.type === "list" && pair.items[0] !== undefined ? known(machine.toText(pair.items[0])) : undefined;
    return key === undefined || pair.type !== "list" ? [] : [[key, pair.items[1] ?? nothing]];
  });
  return dict(entries, pairs.isOpen);
};

const valuesOf: Builtin = (_, given) => {
  const [table] = given.positional;
  if (table?.type === "outside") return list([{ type: "outside", path: `${table.path}.*` }], "list", true);
  return table?.type === "dict" ? list([...table.entries.values()], "list", table.isOpen) : undefined;
};

const toList: Builtin = (machine, given) => {
  const [value] = given.positional;
  if (value?.type === "list") return list(value.items, "list", value.isOpen);
  const whole = value === undefined ? undefined : sentText(machine, value);
  return whole === undefined ? undefined : list([...whole].map(text));
};

/** `path.parse`. */
const partsOfPath: Builtin = (machine, given) => {
  const [value] = given.positional;
  if (value?.type === "unknown" && value.trails.length > 0) return unknown("path.parse", trailsThrough("basename", [value]));
  const whole = pathText(machine, value ?? nothing);
  const base = whole.slice(whole.lastIndexOf("/") + 1);
  const ext = /(?!^)\.[^.]*$/.exec(base)?.[0] ?? "";
  return dict([["root", text(whole.startsWith("/") ? "/" : "")], ["dir", text(whole.slice(0, Math.max(0, whole.lastIndexOf("/"))))], ["base", text(base)], ["ext", text(ext)], ["name", text(ext === "" ? base : base.slice(0, -ext.length))]]);
};

const normalized: Builtin = (machine, given) => text(normalizePath(pathText(machine, given.positional[0] ?? nothing)));

/** The prototype of a function leads to what makes functions of texts. */
const prototypeOf: Builtin = (_, given) => (given.positional[0]?.type === "function" ? reference("Function.prototype") : undefined);

/** `JSON.stringify(value)`; what a replacer makes of it is not known. */
const toJson: Builtin = (machine, given) => {
  const [value, replacer] = given.positional;
  if (value === undefined || value.type === "unknown" || (value.type === "outside" && !machine.isFocus(value.path))) return undefined;
  return replacer === undefined || replacer.type === "nothing" ? writtenAsJson(machine, value) : undefined;
};

const encodings: ReadonlySet<string> = new Set(["base64", "base64url", "hex"]);

/** A constant of the program's own in an encoding, taken out of it; what a client sent is not known by then. */
const fromEncoded: Builtin = (_, given) => {
  const [value, encoding] = given.positional;
  const [whole, name] = [value?.type === "text" ? known(value) : undefined, encoding === undefined ? "" : (known(encoding) ?? "")];
  if (whole === undefined || !encodings.has(name) || carries(value!)) return undefined;
  return text(Buffer.from(whole, name as BufferEncoding).toString());
};

export const libraryFunctions: readonly (readonly [string, Builtin])[] = [
  ["JSON.stringify", toJson],
  ["Buffer.from", fromEncoded],
  ["Boolean", (machine, given) => boolean(given.positional[0] !== undefined && isTruthy(machine, given.positional[0]))],
  ["net.isIP", onAddress(number)],
  ["net.isIPv4", onAddress((kind) => boolean(kind === 4))],
  ["net.isIPv6", onAddress((kind) => boolean(kind === 6))],
  ["String.fromCharCode", fromCodes],
  ["String.fromCodePoint", fromCodes],
  ["Object.fromEntries", fromEntries],
  ["Object.values", valuesOf],
  ["Object.getPrototypeOf", prototypeOf],
  ["Reflect.getPrototypeOf", prototypeOf],
  ["Array.from", toList],
  ["path.parse", partsOfPath],
  ["path.posix.parse", partsOfPath],
  ["path.posix.normalize", normalized],
];

const codeAt: TextMethod = (receiver, given) => {
  const [whole, place] = [known(receiver), given.positional[0]];
  if (whole === undefined) return undefined;
  const code = whole.codePointAt(place?.type === "number" ? place.value : 0);
  return code === undefined ? nothing : number(code);
};

const characterAt: TextMethod = (receiver, given) => {
  const [whole, place] = [known(receiver), given.positional[0]];
  return whole === undefined ? undefined : text(whole.at(place?.type === "number" ? place.value : 0) ?? "");
};

/** `padStart`, `padEnd`. */
const padding = (isFront: boolean): TextMethod => (receiver, given, machine) => {
  const [whole, [length]] = [known(receiver), given.positional];
  const fill = given.positional[1] === undefined ? " " : known(machine.toText(given.positional[1]));
  if (whole === undefined || length?.type !== "number" || length.value > MAXIMUM_LENGTH || fill === undefined) return undefined;
  return text(isFront ? whole.padStart(length.value, fill) : whole.padEnd(length.value, fill));
};

const MAXIMUM_LENGTH = 1000;

export const libraryTextMethods: readonly (readonly [string, TextMethod])[] = [
  ["charCodeAt", codeAt],
  ["codePointAt", codeAt],
  ["charAt", characterAt],
  ["padStart", padding(true)],
  ["padEnd", padding(false)],
  ["repeat", (receiver, given) => {
    const [whole, [times]] = [known(receiver), given.positional];
    return whole === undefined || times?.type !== "number" || times.value < 0 || whole.length * times.value > MAXIMUM_LENGTH ? undefined : text(whole.repeat(times.value));
  }],
  ["substr", (receiver, given) => {
    const whole = known(receiver);
    const [start, length] = given.positional.map((value) => (value.type === "number" ? value.value : undefined));
    if (whole === undefined || start === undefined || (given.positional.length > 1 && length === undefined)) return undefined;
    const from = start < 0 ? Math.max(0, whole.length + start) : start;
    return text(whole.slice(from, length === undefined ? undefined : from + length));
  }],
  ["at", characterAt],
  ["lastIndexOf", (receiver, given, machine) => {
    const [whole, wanted] = [known(receiver), textArgument(machine, given, 0)];
    return whole === undefined || wanted === undefined ? unknown("lastIndexOf") : number(whole.lastIndexOf(wanted));
  }],
];
