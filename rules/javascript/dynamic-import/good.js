import { join } from "node:path";

const fixed = require("./fixed");
const folder = "./parts";
const part = require(folder + "/one.js");
const page = await import("./page.js");

async function localise(language) {
  return import(`./locales/${language}.js`);
}

function resolved(path) {
  return require(path);
}

function unknown(base, name) {
  return require(base + "/" + name);
}

function own(require, name) {
  return require("x" + name);
}
