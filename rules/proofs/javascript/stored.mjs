// Code that must not come back with stored data: the attack's text holds a function that sets a variable all modules share.

import { hasRun } from "./code.mjs";
import { prove } from "./frame.mjs";

const ACT = "globalThis.canary=1";
const attacks = [
  `{"text":"_$$ND_FUNC$$_function(){${ACT}}()"}`,
  `!!js/function "function(){${ACT}}()"`,
  `text: !!js/function 'function () { ${ACT} }'\ntoString: !!js/function 'function () { ${ACT}; return "" }'`,
  `toString: !!js/function 'function () { ${ACT}; return "" }'`,
  `({text:(${ACT})})`,
  `{text:(${ACT})}`,
  `${ACT}`,
];

/** A function that came with the data runs as soon as anybody makes text of it. */
function isExploited({ kept }) {
  return hasRun() || holdsFunction(kept);
}

function holdsFunction(value, depth = 0) {
  if (typeof value === "function") return /canary/.test(Function.prototype.toString.call(value));
  return typeof value === "object" && value !== null && depth < 3 && Object.values(value).some((one) => holdsFunction(one, depth + 1));
}

export function proveStored() {
  return prove({ benign: '{"text":"1"}', attacks, isExploited });
}
