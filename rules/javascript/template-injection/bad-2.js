import pug from 'pug';

export function card(req, res) {
  const source = 'h1 Hello ' + req.query.name;
  const show = pug.compile(source); // expect: the source of a template
  res.send(show());
}
