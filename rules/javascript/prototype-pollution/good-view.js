// proof: names(req.body.group)
function names(req, res) {
  const groups = new Map();
  groups.set(req.body.group, 1);
  res.json(groups.size);
}

require("express")().post("/names", names);
