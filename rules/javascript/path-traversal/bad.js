const express = require('express');
const fs = require('fs');
const path = require('path');

const app = express();

app.get('/file', (req, res) => {
  const name = req.query.name;
  const full = path.join(__dirname, 'files', name);
  fs.readFile(full, (error, data) => res.send(data)); // expect: comes from a request
});

app.get('/download/:name', (req, res) => {
  res.download('/srv/files/' + req.params.name); // expect: comes from a request
});

app.get('/awaited', async (req, res) => {
  const text = await fs.promises.readFile('/srv/files/' + req.query.name); // expect: comes from a request and can le
  res.send(text);
});
