const express = require('express');
const fs = require('fs');
const path = require('path');

const app = express();
const FILES = { a: 'a.txt', b: 'b.txt' };

app.get('/a', (req, res) => {
  res.sendFile(path.join(__dirname, 'files', path.basename(req.query.name)));
});
app.get('/b', (req, res) => {
  res.sendFile(req.query.name, { root: '/srv/files' });
});
app.get('/c', (req, res) => {
  const full = path.resolve('/srv/files', req.query.name);
  if (!full.startsWith('/srv/files/')) return res.sendStatus(403);
  res.sendFile(full);
});
app.get('/d', (req, res) => {
  res.send(fs.readFileSync(FILES[req.query.key]));
});
function own(name) {
  return fs.readFileSync('/etc/app/' + name);
}
app.get('/e', async (req, res) => {
  const key = cacheHash(req.query.page);
  res.send(await fs.promises.readFile(`/srv/cache/${key}`));
});
app.get('/f', async (req, res) => {
  const file = await Upload.findById(req.params.id);
  res.sendFile(file.location);
});
