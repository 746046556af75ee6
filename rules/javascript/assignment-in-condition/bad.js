function isAdmin(user) {
  if (user.role = "admin") { // expect: assigns `"admin"` to `user.role`
    return true;
  }
  return false;
}

function count(items, limit) {
  let index = 0;
  while (index = 0) index++; // expect: assigns `0` to `index`
  if (limit = items.length) index--; // expect: assigns `items.length` to `limit`
  return index;
}
