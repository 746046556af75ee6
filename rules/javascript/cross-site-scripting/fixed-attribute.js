// proof: search(req.query.term)
import express from "express";
import { encode } from "html-entities";

const app = express();

export function search(req, res) {
  const term = encode(req.query.term);
  res.send(`<p title="${term}">found</p>`);
}

app.get("/search", search);
