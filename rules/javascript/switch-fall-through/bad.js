export function price(kind, basket) {
  let total = 0;
  switch (kind) {
    case "book":
      total += 7;
    case "film": // expect: The case before runs on into `case "film"`
      if (basket) {
        total += 9;
        break;
      }
    default: // expect: runs on into `default`
      total += 1;
  }
  return total;
}
