const red = "red";
export const colours = {
  red: "#f00",
  green: "#0f0",
  get blue() { return 1; },
  set blue(value) {},
  [red]: "#e00",
  ...{ green: "#0e0" },
};
export const take = ({ a: first, a: second }) => first + second;
