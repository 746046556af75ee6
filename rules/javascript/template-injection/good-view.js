// proof: shout(req.query.text)
function shout(req, res) {
  res.json({ text: req.query.text.toUpperCase() });
}

require("express")().get("/shout", shout);
