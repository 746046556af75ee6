// proof: assignDeep(from)
const isObject = (value) => value !== null && typeof value === "object";

export function assignDeep(into, from) {
  for (const key of Object.keys(from)) {
    if (["__proto__", "constructor", "prototype"].includes(key)) continue;
    if (isObject(into[key]) && isObject(from[key])) {
      assignDeep(into[key], from[key]);
    } else {
      into[key] = from[key];
    }
  }
  return into;
}
