const express = require('express');
const axios = require('axios');

const app = express();

app.get('/preview', async (req, res) => {
  const answer = await axios.get(req.query.url); // expect: comes from a request
  res.send(answer.data);
});
