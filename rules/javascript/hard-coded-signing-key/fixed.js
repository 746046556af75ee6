const jwt = require('jsonwebtoken');

function make(user) {
  return jwt.sign({ user }, process.env.JWT_KEY);
}
