export function price(kind) {
  switch (kind) {
    case "book":
      return 7;
    case kinds.film:
    case kinds.film: // expect: An earlier case of this switch takes `kinds.film` already.
      return 9;
    case "book": // expect: takes `"book"` already
      return 8;
    default:
      return 0;
  }
}
