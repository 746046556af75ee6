const escapeRegExp = require('lodash.escaperegexp');

function find(req, res) {
  const pattern = new RegExp(escapeRegExp(req.query.q), 'i');
  res.json(pattern.test('x'));
}
const own = new RegExp('^a+$');
