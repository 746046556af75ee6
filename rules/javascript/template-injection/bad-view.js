// proof: preview(req.body.template)
const ejs = require("ejs");
const express = require("express");

const app = express();

function preview(req, res) {
  res.send(ejs.render("<p>" + req.body.template + "</p>", {})); // expect: the source of a template
}

app.post("/preview", preview);
