// proof: visit(req.query.page)
function visit(req, res) {
  console.log("visit", JSON.stringify({ page: encodeURIComponent(req.query.page) }));
  res.end();
}

require("express")().get("/visit", visit);
