// proof: restore(cookie)
const serialize = require("node-serialize");

function restore(cookie) {
  return serialize.unserialize(cookie); // expect: runs functions that the data holds
}

module.exports = { restore };
