const express = require('express');
const app = express();
const PAGES = { home: '/home', profile: '/profile' };

app.get('/login', (req, res) => {
  res.redirect(PAGES[req.query.next]);
});
