function overlap(a, b) {
  if (a.length === b.length) return true;
  if (typeof a !== typeof b) return false;
  return a.start < b.start;
}
export const isSame = (a, b, i) => a[i] >= b[i];
export { overlap };
