export function size(n) {
  if (n > 100) return "large";
  else if (n > 10) return "medium";
  else if (read()) return "read";
  else if (read()) return "read twice";
  if (n > 100) return "again";
  if (n > 5) {
    if (n > 5) return "nested";
  } else if (n++ > 3) return 3;
  else if (n > 4) return 4;
  return "none";
}
