const { execSync } = require('child_process');

function data(req, res) {
  res.send({ text: 'a' + req.query.text, list: [`x${req.query.text}`] });
}
function run(req, res) {
  res.send('<p>' + eval(req.query.sum) + '</p>');
}
async function load(req, res) {
  res.status(200).send(await read(req.query.id));
}
