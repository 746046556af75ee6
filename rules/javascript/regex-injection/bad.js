const express = require('express');
const app = express();
const names = ['ann', 'bob'];

app.get('/find', (req, res) => {
  const pattern = new RegExp(req.query.q, 'i'); // expect: take for ever
  res.json(names.filter((name) => pattern.test(name)));
});
