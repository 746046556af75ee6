// Code that must not run: the attack sets a variable that all modules share.

import { prove } from "./frame.mjs";

const ACT = "globalThis.canary=1";
const ESCAPE = `this.constructor.constructor("return globalThis")().canary=1`;
const attacks = [ACT, `text;${ACT}`, `text'+(${ACT})+'`, `text"+(${ACT})+"`, `text\`+(${ACT})+\``, `a[${ACT}]`, `(${ACT})`, `text\n${ACT}`, `1);(${ACT}`, ESCAPE, `1;${ESCAPE}`, `text');${ACT};('`];

export function hasRun() {
  const found = Object.hasOwn(globalThis, "canary");
  delete globalThis.canary;
  return found;
}

export function proveCode() {
  return prove({ benign: "[1, 2, 3]", attacks, isExploited: hasRun });
}
