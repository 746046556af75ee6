const vm = require("vm");

function calculate(request) {
  return JSON.parse(request.query.formula);
}

// Constant code is not an injection.
const globalObject = new Function("return this")();
const ok = eval("1 + 1");
const version = "1";
vm.runInNewContext("x = " + version);

function later(name, callback) {
  setTimeout(() => greet(name), 100);
  setTimeout(callback, 100);
  setInterval(greet.bind(null, name), 100);
}

class Model {
  eval(expression) {
    return expression;
  }
}
new Model().eval(process.argv[2]);

function shadowed(eval_, Function) {
  eval_(process.argv[2]);
  return new Function(process.argv[2]);
}

function whenDone(action) {
  setTimeout(action, 1000);
}
