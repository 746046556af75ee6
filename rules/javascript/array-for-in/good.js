const names = ["a", "b"];
for (const name of names) log(name);
for (const key in { a: 1 }) log(key);
export const parts = (table) => {
  let maybe = [];
  maybe = table;
  for (const key in table) log(key);
  for (const key in maybe) log(key);
};
