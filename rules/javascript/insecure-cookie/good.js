const session = require('express-session');

function login(req, res) {
  res.cookie('session_id', '42', { secure: true, httpOnly: true });
  res.cookie('theme', 'dark');
  // Scripts read it; it opens no session.
  res.cookie('XSRF-TOKEN', req.csrfToken());
}
const middleware = session({ secret: process.env.KEY, cookie: { secure: true } });
