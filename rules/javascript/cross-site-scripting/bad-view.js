// proof: hello(req.query.name)
const express = require("express");

const app = express();

function hello(req, res) {
  res.send("<h1>Hello " + req.query.name + "</h1>"); // expect: without escaping
}

app.get("/hello", hello);
