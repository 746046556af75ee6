// proof: hello(req.query.name)
const express = require("express");
const { encode } = require("html-entities");

const app = express();

function hello(req, res) {
  res.send("<h1>Hello " + encode(req.query.name) + "</h1>");
}

app.get("/hello", hello);
