const jwt = require('jsonwebtoken');

function make(user) {
  return jwt.sign({ user }, 'shhh-very-secret'); // expect: is written here
}
