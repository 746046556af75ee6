function price(kind) { // expect: `price` takes 5 tests to cover its branches; at most 4 are wanted
  if (kind === "a") return 1;
  if (kind === "b") return 2;
  if (kind === "c") return 3;
  if (kind === "d") return 4;
  return 5;
}
