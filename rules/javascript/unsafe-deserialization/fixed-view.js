// proof: session(req.body.state)
export function session(req, res) {
  const state = JSON.parse(req.body.state);
  res.json(Object.keys(state));
}
