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
