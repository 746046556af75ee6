// proof: who(req.headers.token)
const express = require("express");
const jwt = require("jsonwebtoken");

const app = express();

function who(req, res) {
  const claims = jwt.decode(req.headers.token); // expect: anybody can write one
  res.json({ user: claims.user });
}

app.get("/who", who);
