// Compares the two ways to read the parser's tree, through its memory and through the public cursor, on whole packages.
//
//   npx jiti scripts/check-parser-routes.ts python|bash FOLDER...

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { language as bash } from "../src/languages/bash/index.ts";
import { knownNames as bashNames } from "../src/languages/bash/node-types.ts";
import { language as python } from "../src/languages/python/index.ts";
import { knownNames as pythonNames } from "../src/languages/python/node-types.ts";
import { createRawTree } from "../src/languages/tree-sitter/raw-tree.ts";
import { createCursorReader, createHeapReader, sameRawTree } from "../src/languages/tree-sitter/reader.ts";
import { loadGrammar, makeTables } from "../src/languages/tree-sitter/runtime.ts";

const [id, ...folders] = process.argv.slice(2);
const [language, knownNames] = id === "bash" ? ([bash, bashNames] as const) : ([python, pythonNames] as const);
const grammarFile = new URL(`../src/languages/${language.id}/grammar/${language.grammarFile}`, import.meta.url);
const runtimeFile = createRequire(import.meta.url).resolve(language.runtimeFile!);
const grammar = await loadGrammar(readFileSync(grammarFile), readFileSync(runtimeFile));
const tables = makeTables(grammar.language, knownNames);
const fast = createHeapReader(grammar, tables);
if (fast === undefined) throw new Error("The fast route does not fit this version of web-tree-sitter");
const slow = createCursorReader(grammar, tables);
const one = createRawTree(64);
const other = createRawTree(64);

for (const folder of folders) {
  const counts = { files: 0, nodes: 0, different: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !language.extensions.some((extension) => entry.name.endsWith(extension))) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    const isRead = fast(text, one);
    if (isRead !== slow(text, other) || !sameRawTree(one, other)) {
      counts.different++;
      console.error(`different: ${join(entry.parentPath, entry.name)}`);
      process.exitCode = 1;
    }
    counts.files++;
    counts.nodes += one.size;
  }
  console.log(`${basename(folder)}: ${counts.files} files, ${counts.nodes} nodes, ${counts.different} different`);
}
