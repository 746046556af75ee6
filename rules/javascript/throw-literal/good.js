export function check(value, error) {
  if (value === null) throw new Error("no value");
  if (value < 0) throw error;
  if (value > 9) throw Object.assign(error, { value });
  throw value + error;
}
