const allowed = new Map([["double", (x) => x * 2]]);

function calculate(request) {
  return allowed.get(request.query.formula)?.(Number(request.query.value));
}

function makeGetter(path) {
  return (object) => object[path];
}

function later(name) {
  setTimeout(() => greet(name), 100);
}
