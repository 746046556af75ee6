export const isSum = (a, b) => a + 0.1 === b; // expect: `a + 0.1` is rounded, and `===` compares to the last bit.
export const isTax = (price, tax) => tax !== price * 0.19; // expect: `price * 0.19` is rounded
