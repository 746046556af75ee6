export function label(user) {
  if (user.isAdmin) {
    return user.name;
  } else {
    return user.nick;
  }
}
export const side = (x) => (x > 0 ? "left" : "right");
export function chain(n) {
  if (n === 1) go(1);
  else if (n === 2) go(1);
  if (n === 3) {
  } else {
  }
  if (n === 4) go(2);
  else if (n === 5) go(3);
  else go(2);
}
