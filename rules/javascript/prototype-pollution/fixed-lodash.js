// proof: settings(req.body)
function settings(req, res) {
  const own = { theme: "light" };
  if (Object.hasOwn(req.body, "text")) own.text = req.body.text;
  res.json(own);
}

require("express")().post("/settings", settings);
