export function read(text) {
  const value = Number(text);
  if (value === NaN) return 0; // expect: Comparing with NaN by `===` is always false
  if (Number.NaN != value) return value; // expect: by `!=` is always true
  if (value < NaN) return 1; // expect: by `<` is always false
  switch (value) {
    case NaN: // expect: `case NaN` is never taken
      return 2;
    default:
      return 3;
  }
}
