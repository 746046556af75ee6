export function price(kind, basket) {
  let total = 0;
  switch (kind) {
    case "book":
    case "paper":
      total += 7;
      break;
    case "film":
      total += 9;
    // falls through
    case "song": {
      total += 9;
      /* no break: a song is sold like a picture */
    }
    case "picture":
      if (basket) return 1;
      else throw new Error("no basket");
    case "tool":
      process.exit(1);
    case "loop":
      while (true) if (basket()) return 2;
    case "last":
      total += 2;
    default:
      break;
  }
  return total;
}

export function area(shape) {
  switch (shape.kind) {
    case "square": {
      switch (shape.unit) {
        case "metre":
          return 1;
        case "foot":
          return 2;
      }
    }
    case "circle":
      return 3;
  }
}
