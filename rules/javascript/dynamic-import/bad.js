async function loadPlugin(request) {
  const plugin = await import(`${request.params.name}/index.js`); // expect: `import` loads a module
  return plugin;
}

function loadTheme(req) {
  const { base } = req.query;
  return require(req.query.base + "/" + base); // expect: `require` loads a module whose name is built from `req.query.base`
}

function viaVariable() {
  const name = process.argv[2];
  const file = name + ".js";
  return require(file); // expect: built from `name`
}

function plain() {
  return require(process.argv[2]); // expect: built from `process.argv[2]`
}

function climbing(req) {
  return require("./plugins/" + req.query.name); // expect: built from `req.query.name`
}
