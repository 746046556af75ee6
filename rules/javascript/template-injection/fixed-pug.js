// proof: card(req.query.name)
import express from "express";
import pug from "pug";

const app = express();

export function card(req, res) {
  const show = pug.compile("h1 Hello #{name}");
  res.send(show({ name: req.query.name }));
}

app.get("/card", card);
