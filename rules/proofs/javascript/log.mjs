// An entry that must not be forged: the attack's second line stands in the log as a line of its own.

import { prove } from "./frame.mjs";

const FORGED = "CRITICAL:canary:forged";
const attacks = ["\n", "\r\n", "\r"].map((end) => `text${end}${FORGED}`);

export function proveLog() {
  return prove({ benign: "text", attacks, isExploited: ({ printed }) => printed.split(/[\r\n]/).some((line) => line.startsWith(FORGED)) });
}
