const yaml = require("js-yaml");

function readSession(cookie) {
  return JSON.parse(cookie);
}

function readConfig(text) {
  return yaml.load(text);
}

module.exports = { readSession, readConfig };
