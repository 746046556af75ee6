export function find(items, wanted) {
  for (const item of items) {
    if (item === wanted) {
      return item;
      log(item); // expect: This statement never runs: it stands behind a `return`.
    }
    continue;
    count(item); // expect: behind a `continue`
  }
  if (items.length === 0) throw new Error("empty");
  else return undefined;
  return null; // expect: behind statements that leave on every way
}

export function serve(queue) {
  while (true) {
    queue.next();
  }
  queue.close(); // expect: behind a loop without an end
}

export function pick(kind) {
  switch (kind) {
    case 1:
      return "one";
      log(kind); // expect: behind a `return`
    default:
      throw new Error("none");
  }
  return "never"; // expect: behind statements that leave on every way
}
