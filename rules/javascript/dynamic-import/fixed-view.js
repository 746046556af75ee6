// proof: show(req.query.kind)
const express = require("express");

const app = express();
const loaders = { report: () => require("./report") };

function show(req, res) {
  const { kind } = req.query;
  const plugin = Object.hasOwn(loaders, kind) ? loaders[kind]() : {};
  res.json({ title: plugin.title });
}

app.get("/show", show);
