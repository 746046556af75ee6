const User = require('./user');

async function login(req, res) {
  const user = await User.findOne({ name: String(req.body.name) });
  res.json({ ok: user !== null });
}
async function number(req, res) {
  res.json(await User.findOne({ age: Number(req.query.age) }));
}
const first = ['a', 'b'].find((one) => one === 'a');
async function image(req) {
  return images.find(req, { slug: String(req.query.slug) });
}
async function token(req, db) {
  return db.findOne({ _id: launder.string(req.body.token), used: { $exists: false } });
}
async function owner(req) {
  return submissions.findOne(hooks.alter('query', { form: String(req.body.form) }, req));
}
async function close(github, context) {
  await github.rest.issues.update({ issue_number: context.payload.issue.number, state: 'closed' });
}
