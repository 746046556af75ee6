const ejs = require('ejs');
const express = require('express');
const app = express();

app.post('/preview', (req, res) => {
  res.send(ejs.render(req.body.template, {})); // expect: the source of a template
});
