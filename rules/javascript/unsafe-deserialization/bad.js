const serialize = require("node-serialize");
const { unserialize } = require("node-serialize");
const yaml = require("js-yaml");
const v8 = require("node:v8");

function readSession(cookie) {
  return serialize.unserialize(cookie); // expect: runs functions that the data holds
}

function readAgain(cookie) {
  return unserialize(cookie); // expect: runs functions
}

function readConfig(text) {
  return yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA }); // expect: with the full schema
}

function readBuffer(request) {
  return v8.deserialize(request.body); // expect: forbids for untrusted data
}
