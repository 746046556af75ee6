const express = require('express');
const app = express();

app.use((req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin); // expect: together with credentials
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  next();
});

app.get('/me', (req, res) => {
  const origin = req.headers.origin;
  res.header('Access-Control-Allow-Origin', origin); // expect: together with credentials
  res.json({});
});
