// proof: signIn(req.query.next)
const express = require("express");

const app = express();
const PAGES = { "/account?tab=1": "/account?tab=1", "/help": "/help" };

function signIn(req, res) {
  res.redirect(PAGES[req.query.next] ?? "/");
}

app.get("/login", signIn);
