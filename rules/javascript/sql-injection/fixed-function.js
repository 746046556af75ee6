// proof: findUser(name)
async function findUser(db, name) {
  const rows = await db.query("SELECT * FROM users WHERE name = ?", [name]);
  return rows;
}

module.exports = { findUser };
