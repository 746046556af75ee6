export function names(users) {
  return users.map((user) => {
    log(user);
    return user.name;
  });
}
