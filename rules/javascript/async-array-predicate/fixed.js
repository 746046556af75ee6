export async function admins(users) {
  const flags = await Promise.all(users.map(async (user) => (await roles(user)).includes("admin")));
  return users.filter((user, index) => flags[index]);
}
