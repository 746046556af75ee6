const vm = require("vm");
const { runInNewContext } = require("node:vm");

function calculate(request) {
  return eval(request.query.formula); // expect: runs `request.query.formula` as code
}

function makeGetter(path) {
  return new Function("object", "return object." + path); // expect: `Function` runs
}

function later(name) {
  setTimeout("greet('" + name + "')", 100); // expect: `setTimeout` runs
}

function sandboxed(code, context) {
  vm.runInContext(code, context); // expect: `vm.runInContext` runs `code` as code
  return runInNewContext(`(${code})`); // expect: as code
}

function viaVariable(field) {
  const source = "row." + field;
  return eval(source); // expect: runs `source` as code
}

function later(req) {
  setTimeout(req.body.action, 1000); // expect: runs `req.body.action` as code
}
