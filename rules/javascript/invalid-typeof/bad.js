export function name(x) {
  if (typeof x === "strnig") return x; // expect: `typeof` never answers `"strnig"`; `"string"` was meant.
  if (typeof x == "array") return x[0]; // expect: ask `Array.isArray`
  if (typeof x === undefined) return ""; // expect: answers with a string, never with `undefined` itself
  if ("Function" !== typeof x) return 1; // expect: `"function"` was meant
  switch (typeof x) {
    case "null": // expect: compare with `null`
      return 2;
    case "decimal": // expect: `typeof` never answers `"decimal"`.
      return 3;
    default:
      return 4;
  }
}
