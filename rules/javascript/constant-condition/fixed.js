export function check(kind, items) {
  log(kind);
  if (kind === "book" || kind === "film") sell(kind);
  while (items.length > 0) items.pop();
  return typeof kind === "string" ? 1 : 2;
}
