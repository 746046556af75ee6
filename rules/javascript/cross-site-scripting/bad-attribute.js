// proof: search(req.query.term)
import express from "express";

const app = express();

export function search(req, res) {
  // An attribute ends at its quote, without any bracket.
  const term = req.query.term;
  res.send(`<p title="${term}">found</p>`); // expect: without escaping
}

app.get("/search", search);
