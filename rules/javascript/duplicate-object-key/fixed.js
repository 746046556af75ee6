export const colours = {
  red: "#f00",
  green: "#0f0",
  darkRed: "#e00",
  get blue() { return 1; },
};
