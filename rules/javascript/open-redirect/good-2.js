function search(req, res) {
  res.redirect('/find?q=' + req.query.q);
}
function user(req, res) {
  res.redirect(302, `/users/${req.params.name}`);
}
function shop(req, res) {
  res.redirect(`https://shop.example.com/?from=${req.query.from}`);
}
function again(req, res) {
  const { next } = req.query;
  const target = new URL(next, 'https://example.com');
  if (target.origin !== 'https://example.com') return res.redirect('/');
  res.redirect(next);
}
function tab() {
  window.location.hash = window.location.search;
}
