export function add(table, key, value) {
  if (!(key in table)) table[key] = value;
  if (!(value instanceof Error)) return value;
  return null;
}
