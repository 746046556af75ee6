const express = require('express');
const axios = require('axios');

const app = express();
const PAGES = { news: 'https://news.example.com/' };

app.get('/preview', async (req, res) => {
  const answer = await axios.get(PAGES[req.query.page]);
  res.send(answer.data);
});
