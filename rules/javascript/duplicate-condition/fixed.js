export function size(n) {
  if (n > 1000) return "huge";
  else if (n > 100) return "large";
  else if (n > 10) return "medium";
  return "none";
}
