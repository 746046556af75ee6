// proof: login(req.body.password)
const express = require("express");

const app = express();

async function login(req, res, next, users) {
  const user = await users.findOne({ name: "1", password: req.body.password }); // expect: of the query language
  res.json({ ok: user !== null });
}

app.post("/login", (req, res, next) => login(req, res, next, app.locals.users));
