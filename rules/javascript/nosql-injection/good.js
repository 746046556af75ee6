const User = require('./user');

async function login(req, res) {
  const user = await User.findOne({ name: String(req.body.name) });
  res.json({ ok: user !== null });
}
async function number(req, res) {
  res.json(await User.findOne({ age: Number(req.query.age) }));
}
const first = ['a', 'b'].find((one) => one === 'a');
