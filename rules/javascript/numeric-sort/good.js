const sizes = [10, 9, 1];
sizes.sort((a, b) => a - b);
export const names = ["b", "a"].sort();
export const digits = [3, 1, 2].sort();
export const own = (values) => values.sort();
export const read = (text) => text.split(" ").map(Number).sort(compare);
