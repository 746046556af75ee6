export function greet(user, count) {
  log("Hello ${user.name}"); // expect: `${user}` stays as it is in this string
  return '${count} messages for ${user}'; // expect: only backquotes fill it in
}
