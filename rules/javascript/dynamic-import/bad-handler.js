// proof: run(req.body.handler)
export async function run(req, res) {
  const { handler } = req.body;
  const path = `./handlers/${req.body.handler}.cjs`;
  const found = await import(path); // expect: whose name is built from
  res.json({ title: found.default.title, handler });
}
