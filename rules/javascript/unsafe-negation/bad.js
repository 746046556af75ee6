export function add(table, key, value) {
  if (!key in table) table[key] = value; // expect: The `!` negates `key`, not the whole `in`.
  if (!value instanceof Error) return value; // expect: not the whole `instanceof`
  return null;
}
