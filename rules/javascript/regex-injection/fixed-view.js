// proof: find(req.query.q)
const express = require("express");

const app = express();
const names = ["ann and her text", "bob"];

function find(req, res) {
  const term = req.query.q.toLowerCase();
  res.json(names.filter((name) => name.toLowerCase().includes(term)));
}

app.get("/find", find);
