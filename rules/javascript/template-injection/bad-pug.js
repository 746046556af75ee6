// proof: card(req.query.name)
import express from "express";
import pug from "pug";

const app = express();

export function card(req, res) {
  const source = "h1 Hello " + req.query.name;
  const show = pug.compile(source); // expect: the source of a template
  res.send(show());
}

app.get("/card", card);
