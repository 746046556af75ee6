const express = require('express');
const app = express();

app.post('/login', (req, res) => {
  console.log('login of ' + JSON.stringify(req.body.name));
  res.end();
});
