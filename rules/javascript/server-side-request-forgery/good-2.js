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
async function rest(req, res) {
  const fixed = 'https://api.example.com/verify';
  await axios({ url: fixed, data: req.body });
  await axios({ url: API, method: 'POST', data: req.body });
  await fetch(`${fixed}?${new URLSearchParams({ token: req.query.token })}`);
  await fetch(fixed + '?token=' + req.query.token);
  await fetch(`${this.settings.api}/users/${req.params.id}`);
  await fetch(`${config.apiUrl}/users/${req.params.id}`);
}
