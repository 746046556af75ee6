export function names(users) {
  users.forEach((user) => {
    log(user);
  });
  const none = users.map(() => {});
  const failing = users.map(() => {
    throw new Error("no");
  });
  const found = users.map((user) => {
    if (user.name) return user.name;
  });
  return [users.map((user) => user.name), none, failing, found];
}
export const effect = Effect.map((value) => {
  log(value);
});
