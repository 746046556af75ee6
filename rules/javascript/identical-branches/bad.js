export function label(user) {
  if (user.isAdmin) { // expect: Both branches behind this condition do the same.
    return user.name;
  } else {
    return user.name; // as before
  }
}
export const side = (x) => (x > 0 ? "left" : "left"); // expect: Both branches
export function chain(n) {
  if (n === 1) go(1); // expect: All 3 branches
  else if (n === 2) go(1);
  else go(1);
}
