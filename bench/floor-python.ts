// The floor for Python: the public parse call and one walk with a cursor over every node, on one thread. Prints seconds.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Language, Parser } from "web-tree-sitter";
import { listFiles } from "./corpora.ts";

const [folder, grammar] = process.argv.slice(2);
const runtime = dirname(createRequire(import.meta.url).resolve("web-tree-sitter"));
await Parser.init({ locateFile: (name: string) => join(runtime, name) });
const parser = new Parser();
parser.setLanguage(await Language.load(grammar!));
const texts = listFiles(folder!, (path) => path.endsWith(".py")).map((path) => readFileSync(path, "utf8"));

let nodes = 0;
const started = performance.now();
for (const text of texts) {
  const tree = parser.parse(text)!;
  const cursor = tree.walk();
  walk: for (;;) {
    nodes++;
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) break walk;
  }
  cursor.delete();
  tree.delete();
}
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - started) / 1000, files: texts.length, nodes })}\n`);
