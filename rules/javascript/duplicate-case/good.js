export function price(kind) {
  switch (kind) {
    case "book":
      return 7;
    case 1:
    case "1":
    case next():
    case next():
      return 9;
    case kinds.film:
    case kinds.song:
    default:
      return 0;
  }
}
