const jwt = require('jsonwebtoken');

function who(token, key) {
  return jwt.verify(token, key, { algorithms: ['HS256'] }).user;
}
