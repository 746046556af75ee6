const isDebug = false;
export function check(kind, items) {
  if (isDebug) log(kind);
  if (kind === "book" || kind === "film") sell(kind);
  while (true) if (!items.pop()) break;
  for (;;) if (!items.pop()) break;
  do log(kind); while (false);
  const name = kind || "none";
  return typeof kind === "string" ? name : items ?? [];
}
export function drain(items) {
  while (!0) if (!items.pop()) return;
}
