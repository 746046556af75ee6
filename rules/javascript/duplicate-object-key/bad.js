export const colours = {
  red: "#f00",
  green: "#0f0",
  "red": "#e00", // expect: The key `red` was given on line 2 already
  1: "one",
  green: "#0f0", // expect: The key `green` was given on line 3
  get blue() { return 1; },
  get blue() { return 2; }, // expect: The key `blue`
};
