const isObject = (value) => value !== null && typeof value === "object";

export function satisfies(expected, actual) {
  return Object.keys(expected).every((key) => (isObject(expected[key]) ? satisfies(expected[key], actual[key]) : expected[key] === actual[key]));
}

function valueAt(root, path) {
  if (!isObject(path)) return root[path];
  const [key] = Object.keys(path);
  return valueAt(root[key], path[key]);
}

export { valueAt };
