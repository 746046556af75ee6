const express = require('express');
const fs = require('fs');
const path = require('path');

const app = express();

app.get('/file', (req, res) => {
  const full = path.join(__dirname, 'files', path.basename(req.query.name));
  fs.readFile(full, (error, data) => res.send(data));
});
