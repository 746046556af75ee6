// proof: run(req.body.handler)
const handlers = new Map([["report", () => import("./handlers/report.cjs")]]);

export async function run(req, res) {
  const { handler } = req.body;
  const load = handlers.get(handler);
  if (load === undefined) return res.sendStatus(404);
  const found = await load();
  return res.json({ title: found.default.title, handler });
}
