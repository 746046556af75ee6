export function label(user) {
  return user.isAdmin ? `${user.name} (admin)` : user.name;
}
export const side = (x) => (x > 0 ? "left" : "right");
