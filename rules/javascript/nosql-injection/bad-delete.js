// proof: remove(req.body.id)
export function remove(req, res, next, orders) {
  return orders.deleteMany({ id: req.body.id, state: "1" }).then((result) => res.json(result), next); // expect: of the query language
}
