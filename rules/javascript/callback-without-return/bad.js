export function names(users) {
  const found = users.map((user) => { // expect: `map` needs what this function returns, and it returns nothing.
    user.name;
  });
  [1, 2].filter(function (n) { log(n); }); // expect: returns nothing; `forEach` needs none.
  return found;
}
