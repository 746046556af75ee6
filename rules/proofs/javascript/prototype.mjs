// A prototype that must stay clean: the attack's keys lead from an object of the program's to the one that all share.

import { prove } from "./frame.mjs";

const clean = new Set(Reflect.ownKeys(Object.prototype));
const parse = (text) => JSON.parse(text);
const own = '{"__proto__":{"canary":"1"}}';
const byConstructor = '{"constructor":{"prototype":{"canary":"1"}}}';
export const attacks = [
  parse(own),
  parse(byConstructor),
  parse(`{"text":${own}}`),
  parse(`{"text":${byConstructor}}`),
  own,
  byConstructor,
  "__proto__",
  "__proto__.canary",
  "constructor.prototype.canary",
  ["__proto__", "canary"],
  ["constructor", "prototype", "canary"],
  [["__proto__"], "canary"],
  "__proto__[canary]=1",
  "__proto__[canary]",
  "text.__proto__.canary",
  "__proto__.canary=1",
];

/** Whether the prototype has what it had not; it is cleaned for the next attack. */
export function isChanged() {
  const more = Reflect.ownKeys(Object.prototype).filter((key) => !clean.has(key));
  for (const key of more) delete Object.prototype[key];
  return more.length > 0;
}

/** `benign` is an object where programs merge one, else a path of keys. */
export function provePrototype(benign) {
  return prove({ benign, attacks, isExploited: isChanged });
}
