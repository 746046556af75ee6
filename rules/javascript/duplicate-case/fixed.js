export function price(kind) {
  switch (kind) {
    case "book":
      return 7;
    case kinds.film:
      return 9;
    case "paper":
      return 8;
    default:
      return 0;
  }
}
