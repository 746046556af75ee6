// proof: page(req.query.name)
const fs = require("node:fs");

function page(req, res) {
  if (!/^[\w-]+\.txt$/.test(req.query.name)) return res.sendStatus(404);
  const listed = fs.readdirSync(".").filter((name) => name === req.query.name);
  return res.json(listed);
}

require("express")().get("/page", page);
