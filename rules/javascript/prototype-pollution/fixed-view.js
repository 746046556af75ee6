// proof: put(req.body.group)
const express = require("express");

const app = express();
const store = Object.create(null);

function put(req, res) {
  const group = String(req.body.group);
  store[group] ??= {};
  if (group !== "__proto__") store[group].key = "text";
  res.json(Object.keys(store).length);
}

app.post("/put", put);
