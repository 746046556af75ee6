export function greet(user, count) {
  log(`Hello ${user.name}`);
  return `${count} messages for ${user}`;
}
