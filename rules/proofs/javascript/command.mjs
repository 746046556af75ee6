// A command that must not run: the attack makes a folder, by whichever shell reads it.

import { existsSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prove } from "./frame.mjs";

const CANARY = join(tmpdir(), "canary");
const ACT = `mkdir ${CANARY}`;
const attacks = [
  `text; ${ACT}`,
  `text && ${ACT}`,
  `$(${ACT})`,
  `\`${ACT}\``,
  `text | ${ACT}`,
  `text\n${ACT}\n`,
  `text' ; ${ACT} ; '`,
  `text" ; ${ACT} ; "`,
  `text & ${ACT} &`,
  `text;${ACT.replaceAll(" ", "${IFS}")}`,
  `| ${ACT}`,
];

/** Whether the canary is there; it is taken away for the next attack. */
function ran() {
  if (!existsSync(CANARY)) return false;
  rmdirSync(CANARY);
  return true;
}

export function proveCommand() {
  return prove({ benign: "text", attacks, isExploited: ran });
}
