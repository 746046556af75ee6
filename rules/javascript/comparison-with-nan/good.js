export function read(text) {
  const value = Number(text);
  if (Number.isNaN(value) || isNaN(text)) return NaN;
  return Object.is(value, NaN) ? 0 : value;
}
export const own = (NaN, value) => value === NaN;
export const key = (tables) => tables.NaN === "NaN";
