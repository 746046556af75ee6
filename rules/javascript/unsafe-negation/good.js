export function add(table, key, value) {
  if (!(key in table)) table[key] = value;
  if (!(value instanceof Error)) return value;
  if ((!key) in table) return "a key named false";
  for (const name in table) if (!name) return key;
  return !key;
}
