const express = require('express');
const User = require('./user');
const app = express();

app.post('/login', async (req, res) => {
  const user = await User.findOne({ name: String(req.body.name) });
  res.json({ ok: user !== null });
});
