const jwt = require('jsonwebtoken');

function me(req, res) {
  const { header } = jwt.decode(req.cookies.token, { complete: true });
  res.json(jwt.verify(req.cookies.token, keyOf(header.kid)));
}

function expiry(token) {
  return jwt.decode(token).exp;
}

module.exports = { me, expiry };
