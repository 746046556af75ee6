function isAdmin(user) {
  if (user.role === "admin") {
    return true;
  }
  return false;
}

function count(items, limit) {
  let index = 0;
  while (index === 0) index++;
  if (limit === items.length) index--;
  return index;
}
