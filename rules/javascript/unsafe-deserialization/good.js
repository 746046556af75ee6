const yaml = require("js-yaml");
const serialize = require("node-serialize");

function readSession(cookie) {
  return JSON.parse(cookie);
}

function readConfig(text) {
  return yaml.load(text);
}

function own(codec, buffer) {
  return codec.deserialize(buffer);
}

const constant = serialize.unserialize('{"a": 1}');
module.exports = { readSession, readConfig, own, constant, text: serialize.serialize({}) };

function readOwnCache(buffer) {
  return require("node:v8").deserialize(buffer);
}
