// A file that must not be read: the attack leads to a folder outside.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchFiles } from "./files.mjs";
import { prove } from "./frame.mjs";

const OUTSIDE = join(tmpdir(), "outside");
const NAME = "canary";
const BENIGN = "report.txt";
const endings = ["", ".txt", ".md", ".json", ".html", ".pdf"];
const up = "../".repeat(12);
const way = `${OUTSIDE.slice(1)}/${NAME}`;
const attacks = [up + way, `${OUTSIDE}/${NAME}`, "....//".repeat(12) + way, "..././".repeat(12) + way, `./${up}${way}`, `text/../${up}${way}`, (up + way).replaceAll("../", "%2e%2e%2f"), (up + way).replaceAll("../", "%252e%252e%252f"), `${up}${way}\0`];
const write = writeFileSync;
const list = readdirSync;
let isTouched = false;

/** The file that an ordinary name leads to is there, wherever the program looks below its own folder. */
function makeReady(value) {
  if (value === BENIGN) for (const folder of [".", ...list(".", { recursive: true, withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => join(one.parentPath ?? one.path, one.name))]) for (const ending of ["", ".txt"]) write(join(folder, value + ending), "ordinary");
  isTouched = false;
}

export function provePath() {
  mkdirSync(OUTSIDE);
  for (const ending of endings) writeFileSync(join(OUTSIDE, NAME + ending), "canary");
  watchFiles((path) => (isTouched ||= path.startsWith(`${OUTSIDE}/`)));
  return prove({ benign: BENIGN, attacks, isExploited: () => isTouched, beforeCall: makeReady });
}
