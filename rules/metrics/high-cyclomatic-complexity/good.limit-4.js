const prices = { a: 1, b: 2, c: 3, d: 4 };

function price(kind) {
  return prices[kind] ?? 5;
}
