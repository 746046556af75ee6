const express = require('express');
const app = express();

app.get('/hello', (req, res) => {
  res.send('<h1>Hello ' + req.query.name + '</h1>'); // expect: without escaping
});

app.get('/search', (req, res) => {
  const term = req.query.q;
  const html = `<p>Nothing found for ${term}</p>`;
  res.status(404).send(html); // expect: without escaping
});

app.get('/missing', (req, res) => {
  res.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' });
  res.write('No page ' + req.query.page); // expect: without escaping
  res.end();
});
