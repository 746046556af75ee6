async function loadPlugin(request) {
  const plugin = await import(`${request.params.name}/index.js`); // expect: `import` loads a module
  return plugin;
}

function loadTheme(base, name) {
  return require(base + "/" + name); // expect: `require` loads a module whose name is built from `base`
}

function viaVariable(name) {
  const file = name + ".js";
  return require(file); // expect: built from `name`
}
