// The floor for JavaScript and TypeScript: `parseSync(…).program`, materialised, on one thread. Prints seconds.

import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { listFiles } from "./corpora.ts";

const [folder] = process.argv.slice(2);
const files = listFiles(folder!, (path) => /\.[cm]?[jt]sx?$/.test(path)).map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));

let statements = 0;
const started = performance.now();
for (const file of files) {
  const astType = /\.[cm]?tsx?$/.test(file.path) ? "ts" : "js";
  statements += parseSync(file.path, file.text, { astType }).program.body.length;
}
const seconds = (performance.now() - started) / 1000;
process.stdout.write(`${JSON.stringify({ seconds, files: files.length, statements })}\n`);
