const express = require('express');
const escapeRegExp = require('lodash.escaperegexp');
const app = express();
const names = ['ann', 'bob'];

app.get('/find', (req, res) => {
  const pattern = new RegExp(escapeRegExp(req.query.q), 'i');
  res.json(names.filter((name) => pattern.test(name)));
});
