// proof: who(req.headers.token)
const express = require("express");
const jwt = require("jsonwebtoken");

const app = express();

function who(req, res) {
  const claims = jwt.verify(req.headers.token, process.env.JWT_KEY, { algorithms: ["HS256"] });
  res.json({ user: claims.user });
}

app.get("/who", who);
