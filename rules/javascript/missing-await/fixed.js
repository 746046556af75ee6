async function save(user) {
  await store(user);
}
const isAllowed = async (user) => (await roles(user)).includes("admin");

export async function update(user) {
  await save(user);
  if (await isAllowed(user)) log(user);
  return !(await isAllowed(user));
}
