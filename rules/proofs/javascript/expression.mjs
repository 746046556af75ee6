// A search that must stay short: the pattern takes for ever where the engine reads the data as one.

import { prove } from "./frame.mjs";

// Forty optional characters and an end that never comes: each may or may not be taken, on any text.
const attacks = ["(?:.?|.?){40}(?!)", "(?:.?|.?){40}[^\\s\\S]", "^(?:.?|.?){40}(?!)", "text)|(?:.?|.?){40}(?!)(?:"];

export function proveExpression() {
  return prove({ benign: "text", attacks, isExploited: ({ error }) => error === "TooLong" });
}
