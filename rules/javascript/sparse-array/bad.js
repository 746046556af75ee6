export const names = ["a", , "b"]; // expect: This array has a hole between two commas.
export const sizes = [1, , , 2]; // expect: This array has 2 holes
