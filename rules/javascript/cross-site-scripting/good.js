const escapeHtml = require('escape-html');

function hello(req, res) {
  res.send('<h1>Hello ' + escapeHtml(req.query.name) + '</h1>');
}
function data(req, res) {
  res.json({ name: req.query.name });
}
function page(req, res) {
  res.render('page', { name: req.query.name });
}
function count(req, res) {
  res.send('<p>' + Number(req.query.n) + '</p>');
}
function missing(req, res) {
  res.writeHead(404, { 'Content-Type': 'text/plain' });
  res.write('No method `' + req.query.method + '`');
  res.end();
}
function words(req, res) {
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.send(`{"${req.params.locale}": {}}`);
}
async function exported(req, res) {
  const html = await renderer.getDocument(req.params.pad);
  res.send(html);
}
function moved(req, res) {
  const address = new URL(req.url, 'http://localhost').search;
  res.status(302).send(`Moved to <a href="${address}">${address}</a>`);
}
function redirected(req, res) {
  res.setHeader('Location', origin + req.url);
  return res.end(`You are being redirected to ${origin + req.url}`);
}
