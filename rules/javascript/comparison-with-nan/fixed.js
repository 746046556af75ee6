export function read(text) {
  const value = Number(text);
  if (Number.isNaN(value)) return 0;
  return value;
}
