// Runs the built program: its chunks are compiled with what V8 made of them in an earlier run.

import { isAscii } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { type CodeCache, openCodeCache } from "./code-cache.ts";

export interface BundleOptions {
  /** The folder of the chunks, absolute. */
  readonly folder: string;
  /** What may be imported while the program runs; a script that V8 has cached cannot do it by itself. */
  readonly importModule: (specifier: string) => Promise<unknown>;
  /** What the run is about, in one word: runs of one kind share their compiled code. Absent: none is kept. */
  readonly purpose?: string | undefined;
}

type Chunk = (exports: object, require: (specifier: string) => unknown, module: { exports: object }, fileName: string, folder: string, importModule: BundleOptions["importModule"]) => void;

/** Shorter texts are compiled sooner than their code is looked up. */
const shortestCachedUnits = 2_000;

/** Plain characters are read several times faster where it is said that they are plain. */
function readText(fileName: string): string {
  const bytes = readFileSync(fileName);
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

/** Answers with what runs an entry of the bundle and gives what it exports; each chunk runs once. */
export function createLoader({ folder, importModule, purpose }: BundleOptions): (entry: string) => object {
  const outside = createRequire(join(folder, "chunks.cjs"));
  const modules = new Map<string, { exports: object }>();
  let cache: CodeCache | undefined;
  const compile = (fileName: string, source: string): Script => {
    const text = `(function (exports, require, module, __filename, __dirname, __importModule) {${source}\n})`;
    // assay-ignore-next-line javascript/eval-injection: the text is a chunk of this very build
    if (purpose === undefined || source.length < shortestCachedUnits) return new Script(text, { filename: fileName });
    cache ??= openCodeCache(purpose);
    return cache.compile(fileName, text);
  };
  const load = (fileName: string): object => {
    const known = modules.get(fileName);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(fileName, module);
    const from = dirname(fileName);
    const require = (specifier: string): unknown => (specifier.startsWith(".") ? load(join(from, specifier)) : outside(specifier));
    // The text is one function expression of exactly these parameters.
    const run = compile(fileName, readText(fileName)).runInThisContext() as Chunk;
    run(module.exports, require, module, fileName, from, importModule);
    return module.exports;
  };
  return (entry) => load(join(folder, entry));
}
