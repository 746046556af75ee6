// proof: settings(req.body)
const _ = require("lodash");

function settings(req, res) {
  const own = { theme: "light" };
  _.merge(own, req.body); // expect: changes every object
  res.json(own);
}

require("express")().post("/settings", settings);
