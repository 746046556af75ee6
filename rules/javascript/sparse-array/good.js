export const names = ["a", undefined, "b"];
const [first, , third] = names;
export const swap = ([, last]) => [last, first, third,];
export const empty = [, ,];
