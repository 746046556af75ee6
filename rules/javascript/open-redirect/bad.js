const express = require('express');
const app = express();

app.get('/login', (req, res) => {
  res.redirect(req.query.next); // expect: it can lead to any site
});

app.get('/answered', async (req, res) => {
  const body = await readBody(req.body);
  res.redirect(body.next); // expect: it can lead to any site
});

app.get('/parsed', (req, res) => {
  const next = new URL(req.originalUrl, 'http://localhost').searchParams.get('next');
  res.redirect(next); // expect: it can lead to any site
});
