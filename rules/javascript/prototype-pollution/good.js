const _ = require('lodash');
const settings = {};

function save(req, res) {
  settings.theme = String(req.body.theme);
  Object.assign(settings, { size: Number(req.body.size) });
  res.sendStatus(204);
}
_.merge(settings, { a: 1 });
