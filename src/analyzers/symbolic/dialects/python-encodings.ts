// Python's ways to write text in another form, carried out where the program's own constants are written so.

import type { Builtin } from "../dialect.ts";
import type { Machine } from "../machine.ts";
import { type Value, MARK, known, nothing, text, trailsThrough, unknown } from "../values.ts";
import { textArgument } from "./text-tools.ts";

/** Of what a client sends only the way is known: an attack may come in any encoding. */
function ownText(machine: Machine, value: Value | undefined): string | undefined {
  const whole = value?.type === "text" ? known(value) : undefined;
  return whole === undefined || whole.includes(MARK) || machine.isSent(whole) ? undefined : whole;
}

const reading = (name: string, form: RegExp, encoding: BufferEncoding): Builtin => (machine, given) => {
  const whole = ownText(machine, given.positional[0]);
  if (whole === undefined || !form.test(whole)) return unknown(name, trailsThrough(name, given.positional));
  return { type: "text", parts: [Buffer.from(whole, encoding).toString("utf8")], isBytes: true };
};

const base64 = /^[\w+/-]{4,}={0,2}$/;
const hexadecimal = /^(?:[0-9a-f]{2})+$/i;

function rotate(whole: string): string {
  return whole.replaceAll(/[A-Za-z]/g, (letter) => {
    const first = letter <= "Z" ? 65 : 97;
    return String.fromCodePoint(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

const MAXIMUM_ZEROS = 64;

export const encodingFunctions: readonly (readonly [string, Builtin])[] = [
  ...["b64decode", "urlsafe_b64decode", "standard_b64decode", "decodebytes"].map((name) => [`base64.${name}`, reading(`base64.${name}`, base64, "base64")] as const),
  ["binascii.a2b_base64", reading("binascii.a2b_base64", base64, "base64")],
  ...["bytes.fromhex", "bytearray.fromhex", "binascii.unhexlify", "binascii.a2b_hex"].map((name) => [name, reading(name, hexadecimal, "hex")] as const),
  ["codecs.decode", (machine, given) => {
    const whole = ownText(machine, given.positional[0]);
    const isRotated = /^rot_?13$/i.test(textArgument(machine, given, 1, "encoding") ?? "");
    return whole !== undefined && isRotated ? text(rotate(whole)) : unknown("codecs.decode", trailsThrough("codecs.decode", given.positional));
  }],
  ["bytes", (machine, given) => {
    const [from = nothing] = given.positional;
    const codes = from.type === "list" && !from.isOpen ? from.items.map((item) => (item.type === "number" ? item.value : -1)) : [-1];
    if (codes.every((code) => code >= 0 && code < 256) && codes.length > 0) return { type: "text", parts: [Buffer.from(codes).toString("utf8")], isBytes: true };
    if (from.type === "number") return { type: "text", parts: ["\0".repeat(Math.min(MAXIMUM_ZEROS, Math.max(0, from.value)))], isBytes: true };
    const whole = machine.toText(from);
    return whole.type === "text" && from.type !== "list" ? { ...whole, isBytes: true } : unknown("bytes", trailsThrough("bytes", given.positional));
  }],
];
