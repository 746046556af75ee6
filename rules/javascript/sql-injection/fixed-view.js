// proof: search(req.query.term)
const express = require("express");

const app = express();

function search(req, res, next, pool) {
  const text = "SELECT title FROM books WHERE title LIKE $1 ORDER BY title";
  pool.query(text, [req.query.term], (error, rows) => (error ? next(error) : res.json(rows)));
}

app.get("/search", (req, res, next) => search(req, res, next, app.locals.pool));
