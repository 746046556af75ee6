export const names = ["a", "b"];
export const sizes = [1, undefined, undefined, 2];
