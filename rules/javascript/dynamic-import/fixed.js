const plugins = {
  chart: () => import("./plugins/chart.js"),
  table: () => import("./plugins/table.js"),
};

async function loadPlugin(request) {
  const load = plugins[request.params.name];
  if (load === undefined) throw new Error("unknown plugin");
  return load();
}
