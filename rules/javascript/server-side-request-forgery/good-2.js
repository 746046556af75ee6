const axios = require('axios');

const API = 'https://api.example.com';

async function user(req, res) {
  res.json((await axios.get(`https://api.example.com/users/${req.params.name}`)).data);
}
async function city(req, res) {
  res.json((await axios.get(API + '/cities?name=' + req.query.name)).data);
}
async function image(req, res) {
  const url = req.query.url;
  const target = new URL(url);
  if (target.hostname !== 'img.example.com') return res.sendStatus(400);
  res.send((await axios.get(url)).data);
}
