export function check(kind, items) {
  if (true) log(kind); // expect: The condition `true` is always true.
  if (kind === "book" || "film") sell(kind); // expect: is always true
  if (items && false) drop(items); // expect: is always false
  while ([]) items.pop(); // expect: The condition `[]` is always true.
  return typeof kind ? 1 : 2; // expect: The condition `typeof kind` is always true.
}
