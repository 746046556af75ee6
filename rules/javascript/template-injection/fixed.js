const ejs = require('ejs');
const express = require('express');
const app = express();

app.post('/preview', (req, res) => {
  res.send(ejs.render('<p><%= text %></p>', { text: req.body.text }));
});
