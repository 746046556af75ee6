const axios = require('axios');
const PAGES = { news: 'https://news.example.com/' };

async function preview(req, res) {
  const answer = await axios.get(PAGES[req.query.page]);
  res.send(answer.data);
}
async function checked(req, res) {
  const url = req.query.url;
  if (new URL(url).hostname !== 'img.example.com') return res.sendStatus(400);
  res.send((await axios.get(url)).data);
}
async function own() {
  return fetch('https://example.com/');
}
