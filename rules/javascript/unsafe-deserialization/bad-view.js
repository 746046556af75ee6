// proof: session(req.body.state)
import { unserialize } from "node-serialize";

export function session(req, res) {
  const state = unserialize(req.body.state); // expect: runs functions
  res.json(Object.keys(state));
}
