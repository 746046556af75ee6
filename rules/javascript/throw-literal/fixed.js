export function check(value) {
  if (value === null) throw new Error("no value");
  if (value < 0) throw new RangeError("negative: " + value);
  throw new Error("404");
}
