// Lays weights out as rectangles that are as square as can be (Bruls, Huizing and van Wijk: Squarified Treemaps, 2000).

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One box for each weight, in their order; weights are positive and sorted, the greatest first. */
export function squarify(weights: readonly number[], area: Box): Box[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = total === 0 ? 0 : (area.width * area.height) / total;
  const boxes: Box[] = [];
  let rest = area;
  for (let first = 0; first < weights.length; ) {
    const side = Math.min(rest.width, rest.height);
    let last = first + 1;
    while (last < weights.length && worstRatio(weights.slice(first, last + 1), scale, side) <= worstRatio(weights.slice(first, last), scale, side)) last += 1;
    const row = weights.slice(first, last).map((weight) => weight * scale);
    boxes.push(...layRow(row, rest));
    rest = cutRow(row, rest);
    first = last;
  }
  return boxes;
}

/** How far from a square the worst box of a row along `side` is. */
function worstRatio(weights: readonly number[], scale: number, side: number): number {
  const sum = weights.reduce((total, weight) => total + weight * scale, 0);
  const depth = side === 0 ? 0 : sum / side;
  return Math.max(...weights.map((weight) => {
    const length = depth === 0 ? 0 : (weight * scale) / depth;
    return length === 0 || depth === 0 ? Number.POSITIVE_INFINITY : Math.max(length / depth, depth / length);
  }));
}

function layRow(row: readonly number[], rest: Box): Box[] {
  const sum = row.reduce((total, size) => total + size, 0);
  const isUpright = rest.width >= rest.height;
  const depth = sum / Math.max(1e-9, isUpright ? rest.height : rest.width);
  let at = 0;
  return row.map((size) => {
    const length = depth === 0 ? 0 : size / depth;
    const box = isUpright ? { left: rest.left, top: rest.top + at, width: depth, height: length } : { left: rest.left + at, top: rest.top, width: length, height: depth };
    at += length;
    return box;
  });
}

function cutRow(row: readonly number[], rest: Box): Box {
  const sum = row.reduce((total, size) => total + size, 0);
  if (rest.width >= rest.height) {
    const depth = sum / Math.max(1e-9, rest.height);
    return { ...rest, left: rest.left + depth, width: Math.max(0, rest.width - depth) };
  }
  const depth = sum / Math.max(1e-9, rest.width);
  return { ...rest, top: rest.top + depth, height: Math.max(0, rest.height - depth) };
}
