export function greet(user, count) {
  log(`Hello ${user.name}`);
  log("Hello ${other}");
  const shell = "echo ${HOME} ${user}";
  const text = "${user}".replace("${user}", user);
  return text === "${count}" ? shell : { "${user}": count };
}

export function say(resultCount, translate) {
  return translate("Found ${resultCount} pages.", resultCount).replace("${resultCount}", resultCount);
}

const name = "users";
db.any("SELECT * FROM pg_indexes WHERE tablename = ${name}", { name });
