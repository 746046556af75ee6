// proof: assignDeep(from)
const isObject = (value) => value !== null && typeof value === "object";

export function assignDeep(into, from) {
  Object.keys(from).forEach((key) => {
    if (isObject(into[key]) && isObject(from[key])) {
      assignDeep(into[key], from[key]); // expect: changes all objects
    } else {
      into[key] = from[key];
    }
  });
  return into;
}
