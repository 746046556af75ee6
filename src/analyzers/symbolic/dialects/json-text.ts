// What a simulated value is in JSON.

import type { Machine } from "../machine.ts";
import { type Text, type Value, concatenate, mapText, text, through } from "../values.ts";

/** A value as JSON writes it, unknown parts in their places; undefined where nothing can be said of it. */
export function writtenAsJson(machine: Machine, value: Value, depth = 0): Text | undefined {
  if (depth > MAXIMUM_JSON_DEPTH) return undefined;
  const wrap = (open: string, pieces: readonly (Text | undefined)[], close: string): Text | undefined =>
    pieces.includes(undefined) ? undefined : concatenate([text(open), ...pieces.flatMap((piece, index) => (index === 0 ? [piece!] : [text(","), piece!])), text(close)]);
  switch (value.type) {
    case "text":
    case "outside": {
      const plain = machine.toText(value);
      return plain.type === "unknown" ? undefined : wrap('"', [mapText(plain, "JSON.stringify", (piece) => JSON.stringify(piece).slice(1, -1))], '"');
    }
    case "number":
    case "boolean":
      return text(String(value.value));
    case "nothing":
      return text("null");
    case "unknown":
      return concatenate([through(value, "JSON.stringify")]);
    case "list":
      return wrap("[", value.items.map((item) => writtenAsJson(machine, item, depth + 1)), "]");
    case "dict":
      return wrap("{", [...value.entries].map(([key, item]) => wrap(`${JSON.stringify(key)}:`, [writtenAsJson(machine, item, depth + 1)], "")), "}");
    default:
      return undefined;
  }
}

const MAXIMUM_JSON_DEPTH = 4;
