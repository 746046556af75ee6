const express = require('express');
const app = express();

app.post('/login', (req, res) => {
  res.cookie('session_id', '42'); // expect: without `secure`
  res.sendStatus(204);
});
