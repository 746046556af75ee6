const jwt = require('jsonwebtoken');

function me(req, res) {
  res.json(jwt.decode(req.headers.authorization.split(' ')[1])); // expect: anybody can write one
}

module.exports = { me };
