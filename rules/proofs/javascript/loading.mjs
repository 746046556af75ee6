// A module that must not be loaded: the attack names one outside the program's folders, which says so when it is.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasRun } from "./code.mjs";
import { prove } from "./frame.mjs";

const OUTSIDE = join(tmpdir(), "outside");
const BENIGN = "report";
const CODE = "globalThis.canary = 1;\nmodule.exports = {};\n";
const up = "../".repeat(12);
let count = 0;

/** What was loaded once is not loaded again: each attack has a module of its own. */
function* attacks() {
  for (const form of [(path) => up + path.slice(1), (path) => path, (path) => `....//`.repeat(12) + path.slice(1), (path) => `./${up}${path.slice(1)}`, (path) => `text/../${up}${path.slice(1)}`]) {
    for (const ending of ["", ".cjs"]) {
      const name = join(OUTSIDE, `canary-${(count += 1)}`);
      mkdirSync(name, { recursive: true });
      for (const path of [`${name}.cjs`, `${name}.js`, `${name}/index.js`, `${name}/index.cjs`]) writeFileSync(path, CODE);
      yield form(name + ending);
    }
  }
}

function makeReady(value) {
  if (value !== BENIGN) return;
  const folders = readdirSync(".", { recursive: true, withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => join(one.parentPath ?? one.path, one.name));
  for (const folder of [".", ...folders]) for (const ending of [".js", ".cjs"]) writeFileSync(join(folder, BENIGN + ending), 'module.exports = { title: "report" };\n');
}

export async function proveLoading() {
  for (const folder of ["plugins", "handlers", "themes", "reports"]) mkdirSync(folder, { recursive: true });
  makeReady(BENIGN);
  await prove({ benign: BENIGN, attacks: [...attacks()], isExploited: hasRun });
}
