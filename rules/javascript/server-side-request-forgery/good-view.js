// proof: mirror(req.query.url)
function mirror(req, res) {
  res.json({ length: String(req.query.url).length });
}

require("express")().get("/mirror", mirror);
