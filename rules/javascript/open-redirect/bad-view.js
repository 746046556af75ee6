// proof: signIn(req.query.next)
const express = require("express");

const app = express();

function signIn(req, res) {
  res.redirect(req.query.next); // expect: it can lead to any site
}

app.get("/login", signIn);
