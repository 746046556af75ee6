export function find(items, wanted) {
  return inner();
  var late;
  function inner() {
    return late ?? items.find((item) => item === wanted);
  }
}

export function serve(queue) {
  outer: while (true) {
    for (;;) {
      if (queue.isDone) break outer;
      if (queue.next()) break;
    }
  }
  queue.close();
}

export function pick(kind) {
  switch (kind) {
    case 1:
      return "one";
      break;
    case 2:
      break;
    default:
      throw new Error("none");
  }
  try {
    return risky();
  } catch {
    log(kind);
  }
  do {
    if (kind) continue;
    return 1;
  } while (kind--);
  if (kind) return "some";
  return "never";
}
