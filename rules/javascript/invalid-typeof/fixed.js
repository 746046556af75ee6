export function name(x) {
  if (typeof x === "string") return x;
  if (Array.isArray(x)) return x[0];
  if (x === undefined || x === null) return "";
  return 4;
}
