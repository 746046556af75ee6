export function name(x, y, kind) {
  if (typeof x === "string" || typeof x == "undefined") return x;
  if (typeof x === typeof y || typeof x === kind) return y;
  if (typeof x === "unknown") return "host object";
  return typeof x === "bigint" ? typeof x + "array" : kind === "array";
}
