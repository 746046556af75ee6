// The dialects by language id.

import { bashDialect } from "./bash.ts";
import type { Dialect } from "./dialect.ts";
import { javascriptDialect, typescriptDialect } from "./javascript.ts";
import { pythonDialect } from "./python.ts";

const dialects: ReadonlyMap<string, Dialect> = new Map(
  [bashDialect, pythonDialect, javascriptDialect, typescriptDialect].map((dialect) => [dialect.language, dialect]),
);

/** The dialect of a language, or undefined where patterns of that language cannot run. */
export function dialectOf(language: string): Dialect | undefined {
  return dialects.get(language);
}
