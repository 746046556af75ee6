export async function admins(users, pages, streams) {
  const flags = await Promise.all(users.map(async (user) => (await roles(user)).includes("admin")));
  const seen = await streams.filter(async (user) => check(user));
  pages.filter(async (page) => page.load()).toArray();
  return users.filter((user, index) => flags[index] && seen);
}
