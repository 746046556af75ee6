// proof: raw(req.query.text)
function raw(req, res) {
  res.type("text/plain").send(JSON.stringify(req.query.text));
}

require("express")().get("/raw", raw);
