// proof: remove(req.body.id)
export function remove(req, res, next, orders) {
  if (typeof req.body.id !== "string") return res.sendStatus(400);
  return orders.deleteMany({ id: String(req.body.id), state: "1" }).then((result) => res.json(result), next);
}
