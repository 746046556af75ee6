const express = require('express');
const app = express();

app.post('/login', (req, res) => {
  console.log('login of ' + req.body.name); // expect: forges entries
  res.end();
});
