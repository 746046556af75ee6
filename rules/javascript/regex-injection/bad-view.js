// proof: find(req.query.q)
const express = require("express");

const app = express();
const names = ["ann and her text", "bob"];

function find(req, res) {
  const pattern = new RegExp(req.query.q, "i"); // expect: take for ever
  res.json(names.filter((name) => pattern.test(name)));
}

app.get("/find", find);
