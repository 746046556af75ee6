// proof: put(req.body.group)
const express = require("express");

const app = express();
const store = {};

function put(req, res) {
  const group = req.body.group;
  store[group] ??= {};
  store[group][req.body.key] = "text"; // expect: changes every object
  res.json(Object.keys(store).length);
}

app.post("/put", put);
