// proof: show(req.query.name)
const fs = require("node:fs");
const path = require("node:path");

function show(req, res) {
  const text = fs.readFileSync(path.join(__dirname, req.query.name), "utf8"); // expect: comes from a request
  res.type("text").send(text);
}

require("express")().get("/show", show);
