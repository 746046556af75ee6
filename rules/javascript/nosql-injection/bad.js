const express = require('express');
const User = require('./user');
const app = express();

app.post('/login', async (req, res) => {
  const user = await User.findOne({ name: req.body.name, password: req.body.password }); // expect: of the query language
  res.json({ ok: user !== null });
});
