export function size(n) {
  if (n > 100) return "large";
  else if (n > 10) return "medium";
  else if (n > 100) return "huge"; // expect: `n > 100` was asked by an earlier branch
  else if (isSmall[n]) return "small";
  else if (( isSmall[n] )) return "tiny"; // expect: `isSmall[n]` was asked
  return "none";
}
