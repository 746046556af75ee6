// proof: check(req.query.q)
function check(req, res) {
  res.json({ isWord: /^\w+$/.test(req.query.q) });
}

require("express")().get("/check", check);
