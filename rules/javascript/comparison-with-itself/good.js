function isNaNumber(value) {
  return value !== value;
}
const isNumber = (value) => value === value && value.x === value.x;
const overlap = (a, b) => a.length === b.length && a.start < b.start && next() === next();
const grow = (i) => i++ === i++;
export { isNaNumber, isNumber, overlap, grow };

export function largest(values) {
  let largest;
  for (const value of values) if (largest === undefined ? value >= value : value > largest) largest = value;
  return largest;
}

function isSameNumber(a, b) {
  if (+a !== +a) return +b !== +b;
  return +a === +b;
}
