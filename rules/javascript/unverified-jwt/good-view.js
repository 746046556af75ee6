// proof: check(token)
const jwt = require("jsonwebtoken");

function check(token, key) {
  try {
    return jwt.verify(token, key, { algorithms: ["HS256"] }).sub;
  } catch {
    return null;
  }
}

module.exports = { check };
