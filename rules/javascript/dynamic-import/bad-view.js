// proof: show(req.query.kind)
const express = require("express");

const app = express();

function show(req, res) {
  const plugin = require("./" + req.query.kind); // expect: whose name is built from
  res.json({ title: plugin.title });
}

app.get("/show", show);
