const names = ["a", "b"];
for (const name in names) log(name); // expect: gives the indexes of the array `names` as texts
for (const key in Object.keys(names)) log(key); // expect: its elements come with `of`
export const parts = (text) => {
  for (const part in text.split(",")) log(part); // expect: the array `text.split(",")`
};
