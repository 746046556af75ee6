export async function admins(users) {
  const found = users.filter(async (user) => (await roles(user)).includes("admin")); // expect: `filter` takes the promise of this async function for true
  if (users.some(async function (user) { return check(user); })) log(found); // expect: `some` takes the promise
  return found;
}
