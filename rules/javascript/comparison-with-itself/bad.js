function overlap(a, b) {
  if (a.length === a.length) return true; // expect: Both sides of `===` are `a.length`: the result is always true.
  if (typeof a !== typeof a) return false; // expect: the result is always false
  return a.start < a.start; // expect: Both sides of `<` are `a.start`
}
export const isSame = (a, i) => a[i] >= a[ i ]; // expect: Both sides of `>=` are `a[i]`
export { overlap };

function isOpposite(a) {
  return !a === !a; // expect: always true
}
