// proof: handler(event.body)
import fs from "node:fs";
import path from "node:path";

export async function handler(event) {
  const full = path.resolve("./" + event.body);
  if (!full.startsWith(process.cwd() + path.sep)) return { statusCode: 404, body: "" };
  const text = await fs.promises.readFile(full, "utf8");
  return { statusCode: 200, body: text };
}
