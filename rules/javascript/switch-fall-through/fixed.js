export function price(kind) {
  switch (kind) {
    case "book":
      return 7;
    case "film":
      return 9;
    default:
      return 1;
  }
}
