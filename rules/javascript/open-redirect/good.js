const PAGES = { home: '/home' };
const allowed = ['/home', '/profile'];

function leave(req, res) {
  const target = req.query.to;
  if (!allowed.includes(target)) return res.redirect('/');
  res.redirect(target);
}
function home(req, res) {
  res.redirect(PAGES[req.query.page]);
}
function fixed(req, res) {
  res.redirect(302, '/home');
}
