// proof: findUser(name)
async function findUser(db, name) {
  const rows = await db.query("SELECT * FROM users WHERE name = '" + name + "'"); // expect: is built from `name`
  return rows;
}

module.exports = { findUser };
