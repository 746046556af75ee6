// The dialects by the id of the language that has them.

import type { Dialect } from "../dialect.ts";
import { pythonDialect } from "./python.ts";
import { scriptDialect } from "./script.ts";

const dialects: ReadonlyMap<string, Dialect> = new Map([
  ["python", pythonDialect],
  ["javascript", scriptDialect],
  ["typescript", scriptDialect],
]);

/** Undefined for a language that cannot be simulated. */
export function dialectOf(language: string): Dialect | undefined {
  return dialects.get(language);
}
