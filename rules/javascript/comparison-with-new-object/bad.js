export function isEmpty(list, table) {
  if (list === []) return true; // expect: `[]` is a new object and equal to nothing else: this is always false.
  return {} !== table; // expect: this is always true
}
