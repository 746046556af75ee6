// proof: order(req.body.number)
export async function order(req, res, next, orders) {
  const found = await orders.findOne({ number: Number(req.body.number) });
  res.json({ isKnown: found !== null });
}
