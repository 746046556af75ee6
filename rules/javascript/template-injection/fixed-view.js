// proof: preview(req.body.template)
const ejs = require("ejs");
const express = require("express");

const app = express();

function preview(req, res) {
  res.send(ejs.render("<p><%= text %></p>", { text: req.body.template }));
}

app.post("/preview", preview);
