export const isSum = (a, b) => Math.abs(a + 0.1 - b) < 1e-9;
export const isHalf = (a, b) => a * 0.5 === b;
export const isTenth = (a) => a === 0.1;
export const isOver = (price, tax) => tax > price * 0.19;
