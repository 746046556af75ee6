// proof: list(req.query.kind)
function list(req, res) {
  res.json({ kind: req.query.kind, version: require("node:process").version.length > 0 });
}

require("express")().get("/list", list);
