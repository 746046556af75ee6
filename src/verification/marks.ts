// Finds what was sent in the values of a simulated call.

import { type Value, MARK } from "../analyzers/symbolic/values.ts";

const MAXIMUM_DEPTH = 3;

/** The sent text, or the outside value that holds it. */
export function hasMark(value: Value, source: string, depth = 0): boolean {
  if (value.type === "text") return value.parts.some((part) => typeof part === "string" && part.includes(MARK));
  if (value.type === "outside") return value.path === source;
  if (depth > MAXIMUM_DEPTH) return false;
  if (value.type === "list") return value.items.some((item) => hasMark(item, source, depth + 1));
  return value.type === "dict" && [...value.entries.values()].some((item) => hasMark(item, source, depth + 1));
}
