const names = ["a", "b"];
names.splice(0, 1);
delete names["extra"];
export function drop(table, key) {
  delete table[key];
  const seen = { a: 1 };
  delete seen[key];
  return seen;
}
