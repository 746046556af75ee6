function find(text, pattern) {
  let match;
  while ((match = pattern.exec(text)) !== null) use(match);
  while ((match = pattern.exec(text))) use(match);
  while (match = pattern.exec(text)) use(match);
  if ((match = pattern.exec(text))) return match;
  if (match = pattern.exec(text)) return match;
  if (match === text) return null;
  for (let i = 0, n = text.length; i < n; i++) use(i);
  const value = (match = 1) ? 2 : 3;
  return match == null ? undefined : value;
}
