const closeness = 1e-9;
export const isSum = (a, b) => Math.abs(a + 0.1 - b) < closeness;
export const isTax = (price, tax) => Math.abs(tax - price * 0.19) >= closeness;
