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
app.get('/g', (req, res) => {
  const name = req.params.name.replace(/[^a-zA-Z0-9._-]/g, '_');
  res.sendFile('/srv/files/' + name);
});
app.get('/h', (req, res) => {
  const name = req.params.name;
  if (!VALID_NAME.test(name)) return res.sendStatus(400);
  res.sendFile(`/srv/files/${name}.json`);
});
app.get('/i', (req, res) => {
  const id = validateAppId(req.params.id);
  if (!id) return res.sendStatus(400);
  res.json(fs.readdirSync(`/srv/apps/${id}`));
});
app.post('/photo', (req, res) => {
  const photo = req.files.photos[0];
  fs.unlinkSync(photo.path);
  res.end();
});
