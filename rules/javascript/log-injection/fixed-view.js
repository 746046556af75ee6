// proof: login(req.body.name)
const express = require("express");

const app = express();

function login(req, res) {
  console.log("login of " + req.body.name.replace(/[\r\n]/g, " "));
  res.end();
}

app.post("/login", login);
