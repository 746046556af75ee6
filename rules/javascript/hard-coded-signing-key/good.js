const jwt = require('jsonwebtoken');
const session = require('express-session');

function make(user) {
  return jwt.sign({ user }, process.env.JWT_KEY);
}
const middleware = session({ secret: process.env.SESSION_KEY, resave: false });
